"""What the server may say of those it serves: nothing. And how a worker starts. gunicorn reads this file by its path.

By its path, because importing it as `app.startup…` would load the whole program into the process that
only watches over the workers, which costs half as much memory again.
"""

from __future__ import annotations

import gc
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


def post_fork(_server: Any, _worker: Any) -> None:
    """Before a worker loads the program: it makes hundreds of thousands of things and throws none away.

    Looking through all of them for garbage again and again took a quarter of the start.
    """
    gc.disable()


def post_worker_init(_worker: Any) -> None:
    """When it stands: what it made stays for good, so that later looking for garbage passes it by."""
    gc.freeze()
    gc.enable()


def _without_arguments(record: logging.LogRecord) -> bool:
    if record.levelno < logging.ERROR:
        return False
    record.msg, record.args = str(record.msg).split("%", 1)[0], ()
    return True


logger_class = Quiet
