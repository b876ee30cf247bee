"""Finding: what can be found, an index of its words, answers to a question; and choosing among the processes."""
