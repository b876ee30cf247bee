"""Pages about a dialogue, by audience: the workbench of those who sign in, the seats of those who hold a slip."""
