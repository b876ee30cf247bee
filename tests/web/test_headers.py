"""What every answer tells a browser, whatever it is: call nobody, keep nothing, frame nothing."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask, abort

from app.web.assets import asset_url
from app.web.headers import CONTENT_SECURITY_POLICY, leave_no_trace
from tests.web.conftest import Trial

ANSWERS: list[tuple[str, Any]] = [
    ("a page", lambda: "<h1>Here</h1>"),
    ("a redirect", lambda: ("", 303, {"Location": "/"})),
    ("a refusal", lambda: abort(403)),
    ("a defect", lambda: 1 / 0),
    ("nothing there", lambda: abort(404)),
    ("a file", lambda: ("bytes", {"Content-Disposition": "attachment"})),
]
ANY = pytest.mark.parametrize(
    "does", [does for _, does in ANSWERS], ids=[name for name, _ in ANSWERS]
)


@ANY
def test_no_answer_may_call_anybody_or_be_framed(trial: Trial, does: Any):
    trial.does = does
    headers = trial.asked("GET").headers
    policy = dict(
        part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert {source for value in policy.values() for source in value.split()} <= {
        "'none'", "'self'", "data:",
    }  # fmt: skip
    assert "data:" not in policy["script-src"]
    assert headers["X-Frame-Options"] == "DENY"


@ANY
def test_no_answer_is_kept_by_the_browser_or_told_to_others(trial: Trial, does: Any):
    trial.does = does
    headers = trial.asked("GET").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    # The values a browser understands; threats §0.6 names two programs whose values mean nothing.
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    for feature in ("camera", "microphone", "geolocation", "display-capture"):
        assert f"{feature}=()" in headers["Permissions-Policy"]
    assert "Server" not in headers


def test_our_own_files_may_be_kept_since_their_address_changes_with_them(app: Flask, trial: Trial):
    with app.test_request_context():
        address = asset_url("css/app.css")
    with trial.browser.client.get(address) as answer:
        assert answer.status_code == 200
        assert "no-store" not in answer.headers["Cache-Control"]
        assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


@pytest.mark.parametrize(("scheme", "told"), [("https", True), ("http", False)])
def test_encryption_is_insisted_on_only_where_there_is_some(trial: Trial, scheme: str, told: bool):
    headers = trial.asked("GET", base_url=f"{scheme}://localhost").headers
    assert ("Strict-Transport-Security" in headers) is told


def test_who_leaves_takes_what_the_browser_kept(trial: Trial):
    trial.does = lambda: leave_no_trace(trial.app.make_response(""))
    assert trial.asked().headers["Clear-Site-Data"] == '"cache", "storage"'
