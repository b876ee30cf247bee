"""What Flask itself must be told: cookies, limits, CSRF, and what every template may ask."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from app.kernel.db import db
from app.kernel.permissions import named
from app.settings import Settings
from app.web.access import open_to_all

MEGABYTE = 1024 * 1024
IDLE = timedelta(minutes=30)
AT_MOST = timedelta(hours=12)

csrf = CSRFProtect()


def configure(app: Flask, settings: Settings, *, secret: bytes) -> None:
    """Set cookies, limits and the globals of templates. `secret` signs cookies and never leaves memory."""
    app.config.update(
        SECRET_KEY=secret,
        SQLALCHEMY_ENGINES={"default": _engine(settings)},
        SESSION_COOKIE_NAME="__Host-second-track" if settings.lan else "second-track",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_SECURE=settings.lan,
        PERMANENT_SESSION_LIFETIME=AT_MOST,
        MAX_CONTENT_LENGTH=2 * MEGABYTE,
        MAX_FORM_MEMORY_SIZE=2 * MEGABYTE,
        MAX_FORM_PARTS=2000,
        WTF_CSRF_TIME_LIMIT=int(AT_MOST.total_seconds()),
        WTF_CSRF_SSL_STRICT=False,  # it compares the Referer, which our own policy never sends
        TESTING=settings.testing,
        SECOND_TRACK=settings,
        USE_X_SENDFILE=False,
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(days=365) if not settings.development else 0,
    )
    csrf.init_app(app)
    open_to_all(app.view_functions["static"])
    app.jinja_env.globals["practice"] = settings.practice
    app.jinja_env.globals["can"] = can
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.teardown_request(_end_reading)


def can(permission: str, seat: Any, thing: Any = None) -> bool:
    """Whether a template may show a deed: asks the same registry as the door."""
    return named(permission).allows(seat, thing)


def _engine(settings: Settings) -> dict[str, Any]:
    if settings.embedded:
        # Streams hold no connection; every thread that serves a page may need one.
        return {
            "url": settings.database,
            "pool_size": settings.threads,
            "connect_args": {"timeout": 10},
        }
    return {
        "url": settings.database,
        "pool_size": min(settings.threads, 20),
        "max_overflow": 10,
        "pool_pre_ping": True,
    }


def _end_reading(_error: BaseException | None) -> None:
    # A page that was only read leaves nothing open, and nothing of it in the identity map.
    db.session.rollback()
