"""The practice installation: an invented dialogue from seed/demo, made through the actions of every subject."""
