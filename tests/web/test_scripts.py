"""What the small scripts promise, in a real browser: words survive, keys answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask, Response, redirect, request
from playwright.sync_api import Page, Route, expect
from werkzeug.serving import BaseWSGIServer, make_server

from app.web.headers import CONTENT_SECURITY_POLICY

STATIC = Path(__file__).resolve().parents[2] / "app" / "static"


@dataclass
class Room:
    """A bare server with pages of its own, so that the scripts are tried without the rest of the house."""

    address: str = ""
    received: list[dict[str, list[str]]] = field(default_factory=list)
    answer: int = 303
    fragment: str = "<p>first</p>"


def document(body: str, *modules: str, attributes: str = "") -> str:
    scripts = "".join(
        f'<script type="module" src="/static/js/{name}.js"></script>' for name in modules
    )
    says = '<meta name="say:not-sent" content="Not sent"><meta name="say:draft-back" content="Back again">'
    head = f"<title>Room</title>{says}{scripts}"
    return (
        f"<!doctype html><html lang=en><head>{head}</head><body {attributes}>{body}</body></html>"
    )


WRITING = """<form method="post" action="/words" data-send data-gives>
<input type="hidden" name="token" data-draft-with>
<textarea name="words" data-draft="words"></textarea><p data-draft-says="words"></p>
<button>Send</button></form>
<section data-own-words><p data-own-none>Nothing</p><template data-own-word><div>
<p data-own-text></p><form method="post" action="/back" data-send data-takes-back>
<input type="hidden" name="token"><button>Take back</button></form>
</div></template></section>"""
ORDER = """<form method="post" action="/order" data-reorder><ol data-reorder-list>{}</ol>
<p data-reorder-says data-say="Now in place %s of %s" role="status"></p><button>Keep</button></form>"""
CHILD = '<li><input type="hidden" name="order" value="{0}">{0}<button name="move" value="{0}:up">Up {0}</button></li>'
KEYS = """<button data-key="c" id="close">Close</button><p id="said"></p><input id="field">
<a href="#asked" data-dialog="asked">Ask</a>
<dialog id="asked"><p>Sure?</p><a href="#" data-dialog-close>No</a></dialog>"""
KINDS = """<p>{0}</p><label><input type="radio" name="kind" value="need" checked>need</label>
<label><input type="radio" name="kind" value="{1}">{1}</label>"""
LIVE = '<div id="part" data-live="*" data-src="/fragment"><p>first</p></div>'

REFUSED = LIVE.replace(
    "<p>first</p>", '<p role="alert">Too long</p><input type="text" value="words">'
)


@pytest.fixture
def room() -> Iterator[Room]:
    house = Flask("room", static_folder=str(STATIC))
    room = Room()

    @house.after_request
    def as_strict_as_the_house(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        return response

    house.add_url_rule("/", "writing", lambda: document(WRITING, "drafts", "tokens"))
    house.add_url_rule(
        "/closed", "closed", lambda: document("Closed", "drafts", attributes="data-closed")
    )
    house.add_url_rule(
        "/order",
        "ordering",
        lambda: document(ORDER.format("".join(map(CHILD.format, "abc"))), "reorder"),
    )
    house.add_url_rule("/keys", "keys", lambda: document(KEYS, "keys", "dialog"))
    house.add_url_rule("/live", "live", lambda: document(LIVE, "live"))
    house.add_url_rule("/refused", "refused", lambda: document(REFUSED, "live"))
    house.add_url_rule(
        "/wall", "wall", lambda: document("<p>Words</p>", "blank", attributes='class="wall"')
    )

    def fragment() -> Response:
        answer = Response(room.fragment)
        answer.add_etag()
        answer.make_conditional(request)  # in place
        return answer

    house.add_url_rule("/fragment", "fragment", fragment)

    def receive(rest: str) -> Response | tuple[str, int]:
        room.received.append(request.form.to_dict(flat=False))
        return redirect("/", 303) if room.answer == 303 else ("<p>Look again</p>", room.answer)  # type: ignore[return-value]

    house.add_url_rule("/<rest>", "receive", receive, methods=["POST"])
    server: BaseWSGIServer = make_server("127.0.0.1", 0, house, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    room.address = f"http://127.0.0.1:{server.server_port}"
    yield room
    server.shutdown()
    thread.join()


def kept(page: Page, prefix: str) -> list[str]:
    found: list[str] = page.evaluate(
        "prefix => Object.keys(sessionStorage).filter(key => key.startsWith(prefix))", prefix
    )
    return found


def test_words_survive_a_reload(page: Page, room: Room) -> None:
    page.goto(room.address)
    page.locator("textarea").fill("Что мы потеряли, ما خسرناه")
    expect(page.locator("input[name=token]").first).not_to_have_value("")
    token = page.locator("input[name=token]").first.input_value()
    page.reload()
    expect(page.locator("textarea")).to_have_value("Что мы потеряли, ما خسرناه")
    expect(page.locator("[data-draft-says]")).to_have_text("Back again")
    expect(page.locator("input[name=token]").first).to_have_value(token)


def test_words_survive_a_dead_server_and_are_sent_once_it_lives(page: Page, room: Room) -> None:
    page.goto(room.address)
    page.locator("textarea").fill("one line")
    page.route("**/words", lambda route: route.abort())
    page.get_by_role("button", name="Send").click()
    expect(page.locator("[data-draft-says]")).to_have_text("Not sent")
    expect(page.locator("textarea")).to_have_value("one line")
    page.unroute("**/words")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("textarea")).to_have_value("")
    assert [each["words"] for each in room.received] == [["one line"]]
    assert kept(page, "draft:") == []


def test_words_that_the_server_refuses_are_kept(page: Page, room: Room) -> None:
    room.answer = 422
    page.goto(room.address)
    page.locator("textarea").fill("too long")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Look again")).to_be_visible()
    assert kept(page, "draft:") == ["draft::words"]


def test_words_can_be_taken_back_with_the_token_of_this_tab(page: Page, room: Room) -> None:
    page.goto(room.address)
    page.locator("textarea").fill("mine")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("[data-own-text]")).to_have_text("mine")
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("Nothing")).to_be_visible()
    given, back = room.received
    assert given["token"] == back["token"]
    assert len(given["token"][0]) > 20


def test_closing_leaves_nothing_in_the_tab(page: Page, room: Room) -> None:
    page.goto(room.address)
    page.locator("textarea").fill("unsent")
    page.goto(room.address + "/closed")
    assert page.evaluate("sessionStorage.length") == 0


def test_order_changes_by_key_and_is_said(page: Page, room: Room) -> None:
    page.clock.install()
    page.goto(room.address + "/order")
    with page.expect_response("**/order"):
        page.get_by_role("button", name="Up c").press("Enter")
        expect(page.get_by_role("status")).to_have_text("Now in place 2 of 3")
        expect(page.get_by_role("button", name="Up c")).to_be_focused()
        page.clock.run_for(600)
    page.clock.run_for(2000)
    assert room.received == [{"order": ["a", "c", "b"]}]


def test_a_key_presses_its_button_but_not_while_one_types(page: Page, room: Room) -> None:
    page.goto(room.address + "/keys")
    page.evaluate(
        """() => {
            const said = document.getElementById('said');
            document.getElementById('close').onclick = () => said.append('closed ');
        }"""
    )
    page.keyboard.press("c")
    page.locator("#field").focus()
    page.keyboard.press("c")
    expect(page.locator("#said")).to_have_text("closed ")
    expect(page.locator("#field")).to_have_value("c")


def test_the_keys_of_a_page_are_listed(page: Page, room: Room) -> None:
    page.goto(room.address + "/keys")
    page.keyboard.press("?")
    expect(page.locator("#keys-list")).to_contain_text("Close")


def test_a_dialog_opens_above_the_page_and_closes(page: Page, room: Room) -> None:
    page.goto(room.address + "/keys")
    page.get_by_role("link", name="Ask").click()
    expect(page.get_by_text("Sure?")).to_be_visible()
    page.get_by_role("link", name="No").click()
    expect(page.get_by_text("Sure?")).to_be_hidden()


def test_a_part_is_refreshed_but_not_under_the_hands_of_somebody_writing(
    page: Page, room: Room
) -> None:
    page.clock.install()
    page.goto(room.address + "/live")
    room.fragment = '<p>second</p><input type="text" value="">'
    page.clock.run_for(4100)
    expect(page.get_by_text("second")).to_be_visible()
    page.locator("#part input").fill("half a sen")
    room.fragment = "<p>third</p>"
    page.clock.run_for(4100)
    expect(page.locator("#part input")).to_have_value("half a sen")
    page.locator("#part input").fill("")
    page.locator("#part input").blur()
    page.clock.run_for(200)
    expect(page.get_by_text("third")).to_be_visible()


def test_what_came_while_somebody_began_to_write_is_shown_when_the_field_is_left(
    page: Page, room: Room
) -> None:
    on_their_way: list[Route] = []
    page.clock.install()
    page.goto(room.address + "/refused")
    page.locator("#part input").fill("")
    room.fragment = "<p>second</p>"
    page.route("**/fragment", lambda route: on_their_way.append(route))
    page.locator("#part input").fill("words")
    with page.expect_request("**/fragment"):
        page.locator("#part input").blur()
        page.clock.run_for(4100)
    page.locator("#part input").fill("other words")
    with page.expect_event("requestfinished"):
        on_their_way[0].continue_()
    page.unroute("**/fragment")
    expect(page.locator("#part input")).to_have_value("other words")
    page.locator("#part input").fill("words")
    page.locator("#part input").blur()
    page.clock.run_for(200)
    expect(page.get_by_text("second")).to_be_visible()


def test_what_is_to_be_mended_stands_until_somebody_mends_it(page: Page, room: Room) -> None:
    page.clock.install()
    page.goto(room.address + "/refused")
    with page.expect_request("**/fragment") as asked:
        page.clock.run_for(9000)
        expect(page.get_by_role("alert")).to_be_visible()
        page.locator("#part input").fill("word")
        page.locator("#part input").fill("words")
        page.locator("#part input").blur()
        page.clock.run_for(200)
    assert asked.value
    expect(page.get_by_text("first")).to_be_visible()


def test_what_was_chosen_in_a_part_and_not_sent_stays_chosen(page: Page, room: Room) -> None:
    page.clock.install()
    page.goto(room.address + "/live")
    room.fragment = KINDS.format("first", "fear")
    page.clock.run_for(4100)
    page.get_by_label("fear").check()
    room.fragment = KINDS.format("second", "fear")
    page.clock.run_for(4100)
    expect(page.get_by_text("second")).to_be_visible()
    expect(page.get_by_label("fear")).to_be_checked()
    # What is no longer invited cannot stay chosen; then it is as the page came.
    room.fragment = KINDS.format("third", "hope")
    page.clock.run_for(4100)
    expect(page.get_by_text("third")).to_be_visible()
    expect(page.get_by_label("need")).to_be_checked()


def test_the_wall_is_blank_at_one_key(page: Page, room: Room) -> None:
    page.goto(room.address + "/wall")
    page.keyboard.press("b")
    expect(page.locator("body")).to_have_attribute("data-blank", "")
    page.keyboard.press("b")
    expect(page.locator("body")).not_to_have_attribute("data-blank", "")
