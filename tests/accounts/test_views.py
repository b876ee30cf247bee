from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.accounts import actions, queries
from app.accounts.models import Account, FailedSignIns
from app.journal import queries as journal
from app.kernel.db import db
from tests.factories.accounts import PASSWORD, account, code_of, keeper
from tests.support.browser import Browser
from tests.support.held_clock import HeldClock
from tests.support.pages import Page
from tests.support.writing import written

pytestmark = pytest.mark.usefixtures("clock")

SignedInAs = Callable[[Account], Browser]
NEW_PASSWORD = "lanterns under the walnut tree"


def sign_in(browser: Browser, who: Account, *, path: str = "/sign-in") -> Page:
    """Both steps, as a person takes them."""
    page = browser.submit(browser.get(path), sign_in_name=who.sign_in_name, password=PASSWORD)
    assert page.heading == "Second step"
    return browser.submit(page, code=code_of(who), status=303)


# Signing in and out


def test_who_shows_both_factors_is_let_in_and_led_to_where_they_wanted(browser: Browser):
    who = keeper()
    page = browser.get("/people")
    assert page.heading == "Sign in"
    page = browser.submit(page, sign_in_name="  KEEPER ", password=PASSWORD)
    page = browser.submit(page, code=code_of(who))
    assert (page.path, page.heading) == ("/people", "People of the house")


def test_a_wrong_password_and_an_unknown_name_read_the_same(browser: Browser):
    keeper()
    pages = [
        browser.submit(browser.get("/sign-in"), sign_in_name=name, password="wrong", status=422)
        for name in ("keeper", "nobody")
    ]
    assert pages[0].errors == pages[1].errors
    assert "do not belong together" in pages[0].errors[0]


def test_the_password_alone_opens_nothing(browser: Browser):
    who = keeper()
    browser.submit(browser.get("/sign-in"), sign_in_name=who.sign_in_name, password=PASSWORD)
    assert browser.get("/people").heading == "Sign in"


def test_a_code_is_taken_once(app: Flask, clock: HeldClock):
    who = keeper()
    first, second = Browser(app), Browser(app)
    sign_in(first, who)
    page = second.submit(second.get("/sign-in"), sign_in_name="keeper", password=PASSWORD)
    page = second.submit(page, code=code_of(who), status=422)
    assert "used already" in page.errors[0]
    clock.forward(seconds=30)
    assert second.submit(page, code=code_of(who), status=303).path == "/sign-in/second-step"


def test_the_second_step_waits_five_minutes(browser: Browser, clock: HeldClock):
    who = keeper()
    page = browser.submit(browser.get("/sign-in"), sign_in_name="keeper", password=PASSWORD)
    clock.forward(minutes=5)
    page = browser.submit(page, code=code_of(who))
    assert page.heading == "Sign in"
    assert "within five minutes" in page.text


@pytest.mark.parametrize("name", ["keeper", "nobody-of-this-name"])
def test_the_fifth_wrong_try_makes_a_name_wait_known_or_not(
    browser: Browser, clock: HeldClock, name: str
):
    keeper()
    for _ in range(5):
        browser.post("/sign-in", sign_in_name=name, password="wrong", status=422)
    page = browser.post("/sign-in", sign_in_name=name, password=PASSWORD, status=429)
    assert "failed too often" in page.errors[0]
    assert page.response.headers["Retry-After"] == "4"
    clock.forward(seconds=4)
    browser.post("/sign-in", sign_in_name=name, password="wrong", status=422)
    page = browser.post("/sign-in", sign_in_name=name, password="wrong", status=429)
    assert page.response.headers["Retry-After"] == "8"


def test_one_name_that_waits_keeps_nobody_else_out(app: Flask):
    who, other = keeper(), account("Other", "other", opened=True)
    for _ in range(6):
        Browser(app).post("/sign-in", sign_in_name="keeper", password="wrong", status=None)
    sign_in(Browser(app), other)
    assert who.is_open


def test_failures_are_counted_although_the_request_was_refused_and_forgotten_after_success(
    browser: Browser, clock: HeldClock
):
    who = keeper()
    browser.post("/sign-in", sign_in_name="keeper", password="wrong", status=422)
    [failed] = db.session.query(FailedSignIns)
    assert failed.count == 1
    assert "keeper" not in failed.id
    sign_in(browser, who)
    assert db.session.query(FailedSignIns).count() == 0


def test_wrong_codes_count_for_the_same_name(browser: Browser):
    who = keeper()
    page = browser.submit(browser.get("/sign-in"), sign_in_name="keeper", password=PASSWORD)
    for _ in range(5):
        page = browser.submit(page, code="000000", status=422)
    page = browser.submit(page, code=code_of(who), status=429)
    assert "failed too often" in page.errors[0]


def test_signing_out_ends_the_sign_in_for_every_copy_of_its_cookie(app: Flask):
    who = keeper()
    browser, copy = Browser(app), Browser(app)
    sign_in(browser, who)
    with browser.client.session_transaction() as stolen, copy.client.session_transaction() as mine:
        mine.update(stolen)
    assert copy.get("/account").heading == "Your account"
    page = browser.submit(browser.get("/account"), button="Sign out", status=303)
    assert page.response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert copy.get("/account").heading == "Sign in"


def test_signing_out_everywhere_ends_every_sign_in(app: Flask, signed_in_as: SignedInAs):
    who = keeper()
    here, there = signed_in_as(who), signed_in_as(who)
    here.submit(here.get("/account"), button="Sign out everywhere", status=303)
    assert there.get("/account").heading == "Sign in"
    assert here.get("/account").heading == "Sign in"


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example/", "https://evil.example/", "/\\evil.example", "/\t/evil.example", "evil"],
)
def test_signing_in_leads_nowhere_outside_the_house(browser: Browser, elsewhere: str):
    who = keeper()
    address = browser.address("accounts.sign_in", next=elsewhere)
    page = browser.submit(browser.get(address), sign_in_name="keeper", password=PASSWORD)
    page = browser.submit(page, code=code_of(who), status=303)
    assert page.response.headers["Location"] == "/"


# How long it lasts


def test_thirty_minutes_without_a_sign_end_it(clock: HeldClock, signed_in_as: SignedInAs):
    browser = signed_in_as(keeper())
    clock.forward(minutes=29)
    assert browser.get("/account").heading == "Your account"
    clock.forward(minutes=29)
    assert browser.get("/account").heading == "Your account"
    clock.forward(minutes=30)
    assert browser.get("/account").heading == "Sign in"


def test_twelve_hours_end_it_whatever_was_done(clock: HeldClock, signed_in_as: SignedInAs):
    browser = signed_in_as(keeper())
    for _ in range(12 * 60 // 20 - 1):
        clock.forward(minutes=20)
        assert browser.get("/account").heading == "Your account"
    clock.forward(minutes=20)
    assert browser.get("/account").heading == "Sign in"


def test_the_cookie_is_written_anew_at_most_every_five_minutes(
    clock: HeldClock, signed_in_as: SignedInAs
):
    browser = signed_in_as(keeper())
    browser.get("/account")
    clock.forward(minutes=4)
    assert "Set-Cookie" not in browser.get("/account").response.headers
    clock.forward(minutes=1)
    assert "Set-Cookie" in browser.get("/account").response.headers


def test_what_a_page_fetches_by_itself_keeps_nobody_signed_in(
    clock: HeldClock, signed_in_as: SignedInAs
):
    browser = signed_in_as(keeper())
    for _ in range(2):
        clock.forward(minutes=14)
        browser.get("/account", headers={"HX-Request": "true"})
    clock.forward(minutes=2)
    assert browser.get("/account").heading == "Sign in"


def test_words_sent_after_it_ended_are_shown_back(clock: HeldClock, signed_in_as: SignedInAs):
    browser = signed_in_as(keeper())
    page = browser.get("/people")
    clock.forward(minutes=31)
    page = browser.submit(page, name="Ninth colleague", sign_in_name="ninth", status=401)
    assert page.heading == "You are not signed in any more"
    assert "Ninth colleague" in page.html
    assert queries.account_named("ninth") is None


def test_the_cookie_says_no_name_and_no_address(signed_in_as: SignedInAs):
    browser = signed_in_as(keeper("Sara of the archive", "sara"))
    browser.get("/account")
    with browser.client.session_transaction() as cookie:
        kept = str(dict(cookie)).lower()
    assert "sara" not in kept
    assert "127.0.0.1" not in kept
    assert "_id" not in cookie


# Opening an account with a link


def test_a_colleague_opens_an_account_with_the_link_they_were_given(
    app: Flask, signed_in_as: SignedInAs
):
    giver, colleague = signed_in_as(keeper()), Browser(app)
    page = giver.submit(giver.get("/people"), name="Second", sign_in_name="second")
    link = page.select("#link")[0].get_text().removeprefix("http://localhost")

    page = colleague.get(link)
    page = colleague.submit(page, new_password=NEW_PASSWORD, again=NEW_PASSWORD)
    assert page.heading == "Your second factor"
    made = queries.account_named("second")
    assert made is not None
    assert not made.is_open
    assert page.select(".qr svg")
    page = colleague.submit(page, code=code_of(made))
    assert page.heading == "Recovery codes"
    assert len(page.select("li code")) == 10
    assert colleague.get("/account").heading == "Your account"
    assert Browser(app).get(link, status=404).heading == "This link opens nothing"


def test_a_wrong_first_code_leaves_the_link_working(browser: Browser):
    with written():
        made = actions.make_account("Second", "second", keeper=False)
        link = "/account-link/" + actions.give_link(made).lower()
    page = browser.submit(browser.get(link), new_password=NEW_PASSWORD, again=NEW_PASSWORD)
    page = browser.submit(page, code="000000", status=422)
    assert "compare the clocks" in page.errors[0]
    assert browser.get(link).heading == "Open your account"


def test_a_link_expires_after_a_week(browser: Browser, clock: HeldClock):
    with written():
        link = "/account-link/" + actions.give_link(account()).lower()
    clock.forward(days=7)
    browser.get(link)
    clock.forward(days=1)
    browser.get(link, status=404)


def test_a_newer_link_stops_the_older(browser: Browser):
    who = account()
    with written():
        older = actions.give_link(who)
    with written():
        newer = actions.give_link(who)
    browser.get("/account-link/" + older.lower(), status=404)
    browser.get("/account-link/" + newer.lower())


@pytest.mark.parametrize("code", ["0000-0000-0000-0000", "a", "z" * 64])
def test_a_code_nobody_gave_opens_nothing(browser: Browser, code: str):
    page = browser.get(f"/account-link/{code}", status=404)
    assert page.heading == "This link opens nothing"
    browser.get(f"/account-link/{code}/second-factor", status=404)
    browser.get(f"/first-account/{code}", status=404)


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        ("too short", "too short", "at least 15 characters"),
        (NEW_PASSWORD, PASSWORD, "differ"),
        ("passwordpassword1", "passwordpassword1", "first that anybody would guess"),
        ("x" * 1001, "x" * 1001, "At most 1000"),
    ],
)
def test_a_password_that_does_not_protect_is_refused_with_a_sentence(
    browser: Browser, password: str, again: str, sentence: str
):
    with written():
        link = "/account-link/" + actions.give_link(account()).lower()
    page = browser.submit(browser.get(link), new_password=password, again=again, status=422)
    assert sentence in " ".join(page.errors)


def test_an_empty_house_is_opened_once_from_the_console(browser: Browser):
    link = "/first-account/" + queries.first_code()
    page = browser.submit(
        browser.get(link),
        name="First",
        sign_in_name="first",
        new_password=NEW_PASSWORD,
        again=NEW_PASSWORD,
    )
    first = queries.account_named("first")
    assert first is not None
    assert first.keeper
    page = browser.submit(page, code=code_of(first))
    assert page.heading == "Recovery codes"
    browser.get(link, status=404)
    browser.post(
        link,
        name="Intruder",
        sign_in_name="intruder",
        new_password=NEW_PASSWORD,
        again=NEW_PASSWORD,
        status=404,
    )
    assert len(queries.accounts()) == 1


# One's own account


def test_a_recovery_code_opens_the_account_once(app: Flask, browser: Browser):
    who = keeper()
    with written():
        codes = actions.new_recovery_codes(who)
    page = browser.submit(browser.get("/sign-in"), sign_in_name="keeper", password=PASSWORD)
    page = browser.submit(page, code=f" {codes[0].lower().replace('-', ' ')} ", status=303)
    assert queries.recovery_codes_left(who) == 9
    again = Browser(app)
    page = again.submit(again.get("/sign-in"), sign_in_name="keeper", password=PASSWORD)
    again.submit(page, code=codes[0], status=422)


def test_a_changed_password_signs_out_everywhere_else(signed_in_as: SignedInAs):
    who = keeper()
    here, there = signed_in_as(who), signed_in_as(who)
    page = here.submit(
        here.get("/account/password"),
        password=PASSWORD,
        new_password=NEW_PASSWORD,
        again=NEW_PASSWORD,
    )
    assert "Your password is changed" in page.text
    assert there.get("/account").heading == "Sign in"
    assert queries.whose_password("keeper", NEW_PASSWORD) == who
    assert queries.whose_password("keeper", PASSWORD) is None


@pytest.mark.parametrize(
    "path", ["/account/password", "/account/recovery-codes", "/account/new-second-factor"]
)
def test_who_finds_an_open_browser_cannot_take_the_account(signed_in_as: SignedInAs, path: str):
    browser = signed_in_as(keeper())
    more = {"new_password": NEW_PASSWORD, "again": NEW_PASSWORD} if "password" in path else {}
    for _ in range(5):
        page = browser.submit(browser.get(path), password="not the password", status=422, **more)
        assert "This is not your password" in page.errors[0]
    page = browser.submit(browser.get(path), password=PASSWORD, status=422, **more)
    assert "failed too often" in page.errors[0]


def test_another_phone_takes_over_only_when_it_shows_a_code(signed_in_as: SignedInAs):
    who = keeper()
    browser, before = signed_in_as(who), who.second_factor
    page = browser.submit(browser.get("/account/new-second-factor"), password=PASSWORD)
    assert page.heading == "Your second factor"
    page = browser.submit(page, code="123456" if code_of(who) != "123456" else "654321", status=422)
    assert who.second_factor == before
    following = who.next_factor
    who_waits = Account(id=who.id, name="", sign_in_name="", keeper=False, next_factor=following)
    page = browser.submit(page, code=code_of(who_waits))
    assert page.heading == "Recovery codes"
    assert who.second_factor == following != before


def test_new_recovery_codes_replace_the_old(signed_in_as: SignedInAs):
    who = keeper()
    with written():
        old = actions.new_recovery_codes(who)
    browser = signed_in_as(who)
    page = browser.submit(browser.get("/account/recovery-codes"), password=PASSWORD)
    shown = [tag.get_text() for tag in page.select("li code")]
    assert len(shown) == 10
    assert not set(shown) & set(old)
    assert queries.recovery_codes_left(who) == 10


# The people of the house


@pytest.mark.parametrize("path", ["/people", "/people/{id}"])
def test_only_who_keeps_the_house_sees_its_people(signed_in_as: SignedInAs, path: str):
    who = account("Facilitator", opened=True)
    page = signed_in_as(who).get(path.format(id=who.id), status=403)
    assert "does not include this" in page.text


def test_a_name_is_given_once_whatever_its_capitals(signed_in_as: SignedInAs):
    browser = signed_in_as(keeper())
    page = browser.submit(
        browser.get("/people"), name="Another", sign_in_name=" Ｋeeper", status=422
    )
    assert "signs in by this name already" in page.errors[0]
    assert 'value="Another"' in page.html


def test_a_new_link_takes_everything_away_and_is_written_in_the_journal(signed_in_as: SignedInAs):
    other = account("Other", "other", opened=True)
    there, browser = signed_in_as(other), signed_in_as(keeper())
    page = browser.submit(browser.get(f"/people/{other.id}"), button="Give a new link")
    assert "A link for Other" in page.heading
    assert not other.is_open
    assert there.get("/account").heading == "Sign in"
    assert [(entry.tag, entry.dialogue_id) for entry in journal.entries_of(None)] == [
        (actions.RESET, None)
    ]


def test_a_closed_account_is_gone(signed_in_as: SignedInAs):
    other = account("Other", "other", opened=True)
    there, browser = signed_in_as(other), signed_in_as(keeper())
    page = browser.submit(browser.get(f"/people/{other.id}"), button="Close the account")
    assert "Other" not in page.text
    assert queries.account_named("other") is None
    assert there.get("/account").heading == "Sign in"


def test_the_last_who_keeps_the_house_stays(signed_in_as: SignedInAs):
    who = keeper()
    account("Not opened yet", keeper=True)
    browser = signed_in_as(who)
    page = browser.submit(
        browser.get(f"/people/{who.id}"), button="Take this right away", status=409
    )
    assert "Somebody must be left" in page.text
    browser.post(f"/people/{who.id}/close", status=409)
    assert who.keeper


def test_the_right_to_keep_the_house_is_given_and_taken(signed_in_as: SignedInAs):
    other = account("Other", opened=True)
    browser = signed_in_as(keeper())
    browser.submit(browser.get(f"/people/{other.id}"), button="Give this right")
    assert other.keeper
    browser.submit(browser.get(f"/people/{other.id}"), button="Take this right away")
    assert not other.keeper


# Practice


def test_practice_opens_an_account_with_one_button_and_not_by_looking(app: Flask, browser: Browser):
    who = account("Invented facilitator")
    link = f"/practice/accounts/{who.id}/{queries.practice_code(who.id)}"
    page = browser.get(link)
    assert browser.get("/account").heading == "Sign in"
    browser.submit(page, button="Sign in", status=303)
    assert browser.get("/account").heading == "Your account"


def test_a_practice_link_opens_its_own_account_only(browser: Browser):
    who, other = account(), account()
    browser.get(f"/practice/accounts/{who.id}/{queries.practice_code(other.id)}", status=404)


def test_a_house_has_no_open_sign_in(app: Flask, house_app: Flask):
    who = account()
    link = f"/practice/accounts/{who.id}/{queries.practice_code(who.id)}"
    stranger = Browser(house_app)
    stranger.get(link, status=404)
    stranger.post(link, status=404)


# Bad input


@pytest.mark.parametrize(
    "typed",
    ["\x00", "\ud800", "🕊" * 40, "ـ" * 10_000, "'; --", "%s%n", "１２３４５６", "²³¹²³¹", " "],
)
def test_odd_input_gets_a_sentence(browser: Browser, typed: str):
    who = keeper()
    sent = typed.encode("utf-8", "surrogatepass")
    page = browser.post("/sign-in", sign_in_name=sent, password=sent, status=422)
    assert page.errors
    browser.submit(browser.get("/sign-in"), sign_in_name="keeper", password=PASSWORD)
    page = browser.post("/sign-in/second-step", code=sent, status=422)
    assert page.errors
    assert who.is_open


@pytest.mark.parametrize("token", ["", "ключ", "\x00", "a" * 5000])
def test_a_form_that_expired_gives_the_words_back(signed_in_as: SignedInAs, token: str):
    browser = signed_in_as(keeper())
    page = browser.post("/people", name="Tenth", sign_in_name="tenth", csrf_token=token, status=400)
    assert "Tenth" in page.html
    assert queries.account_named("tenth") is None


def test_words_of_secret_fields_are_never_shown_back(browser: Browser):
    page = browser.post("/sign-in", sign_in_name="a", password=PASSWORD, csrf_token="", status=400)
    assert PASSWORD not in page.html


@pytest.mark.parametrize("name", ["", "x" * 81])
def test_an_account_needs_a_name_of_a_readable_length(signed_in_as: SignedInAs, name: str):
    browser = signed_in_as(keeper())
    browser.post("/people", name="Somebody", sign_in_name=name, status=422)


@pytest.mark.parametrize("path", ["/people/{}", "/people/{}/reset", "/people/{}/close"])
def test_an_account_nobody_has_is_not_here(signed_in_as: SignedInAs, path: str):
    browser = signed_in_as(keeper())
    browser.post(path.format("0" * 26), status=404)
