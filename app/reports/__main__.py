"""`python -m app.reports FOLDER` prepares the fonts for documents from the installed web fonts (`node_modules`)."""

import sys
from pathlib import Path

from app.reports import fonts

if __name__ == "__main__":
    fonts.prepare(Path(sys.argv[1]) / "@fontsource")
