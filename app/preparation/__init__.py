"""Getting people ready: who sits for planning, who comes to a workshop, and the papers that ask them to."""
