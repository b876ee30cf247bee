"""Things to test with, made by the program's own actions and committed. One module per subject."""
