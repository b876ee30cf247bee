"""`python -m app.reports FOLDER` prepares the fonts for documents from the installed web fonts (`node_modules`)."""

import sys
from pathlib import Path

from app.reports import preparing

if __name__ == "__main__":
    preparing.prepare(Path(sys.argv[1]) / "@fontsource")
