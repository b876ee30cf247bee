"""A dialogue: its parties, seats and slips, audiences, stages, ground rules and level. No words of sittings."""
