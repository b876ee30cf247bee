"""Words of this conflict: names of places in each side's use, and words to be careful with; pointed out on request."""
