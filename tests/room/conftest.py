"""The room needs the addresses of sittings, which come with the workshops."""

from __future__ import annotations

import importlib.util

collect_ignore_glob = (
    [] if importlib.util.find_spec("app.workshops.access") else ["test_views*.py", "test_party*.py"]
)
if not collect_ignore_glob:
    importlib.import_module("app.workshops.access")
