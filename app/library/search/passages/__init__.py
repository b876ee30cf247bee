"""Every passage of every page, with the place where it stands."""
