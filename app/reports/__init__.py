"""Documents that leave the building."""
