"""Acts upon the record: adopted, released, destroyed, exported. Never content, never who, dates and not times."""
