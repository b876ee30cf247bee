"""What tests stand on: the database at rest, a browser that checks every page, a clock that is held."""
