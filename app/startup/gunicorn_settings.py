"""What the server may say of those it serves: nothing. gunicorn reads this file by its path.

By its path, because importing it as `app.startup…` would load the whole program into the process that
only watches over the workers, which costs half as much memory again.
"""

from __future__ import annotations

import logging
from typing import Any

from gunicorn.glogging import Logger


class Quiet(Logger):
    """The server's own log, without its warnings and without the arguments of its errors.

    Both name the address of the device or of the page: who came when is an attendance list, and a
    page's address names a seat. What kind of error it was, and where in the code, is enough to mend it.
    """

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        self.error_log.addFilter(_without_arguments)

    def access(self, *_of_a_request: object) -> None:
        """Nothing is written of a request."""


def _without_arguments(record: logging.LogRecord) -> bool:
    if record.levelno < logging.ERROR:
        return False
    record.msg, record.args = str(record.msg).split("%", 1)[0], ()
    return True


logger_class = Quiet
