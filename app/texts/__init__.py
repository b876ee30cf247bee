"""Drafting, readings, adoption, release and its consents: how words become a joint text that binds nobody."""
