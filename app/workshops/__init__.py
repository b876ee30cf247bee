"""A workshop and its agenda: sittings, timing, checks, run sheet. What is said in a sitting is not here."""
