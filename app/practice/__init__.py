"""The practice installation: an invented dialogue from seed/demo, made through the actions of every subject.

A file of the demo and a module here for each subject: the shape of what is written, and what becomes of it.
"""
