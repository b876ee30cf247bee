"""From seed/library to rows: reading YAML strictly, checking that files agree, storing."""
