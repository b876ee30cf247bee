"""A dialogue: its parties, seats and slips, audiences, stages, ground rules and level. Words of sittings are not here."""
