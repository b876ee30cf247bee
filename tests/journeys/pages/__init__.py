"""People in front of the house. They speak the field's words; where a button is, only these files know."""
