import app.workshops.access  # noqa: F401
