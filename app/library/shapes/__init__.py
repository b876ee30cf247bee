"""What a file of the library may hold, and what it must: facts, methods, processes, lists; dates as given."""
