"""Pages about workshops, by what they are for: the plan on the workbench, and the papers that leave it."""
