"""Signing in and out, opening one's account with a link, one's own account, and the people of the house."""

from __future__ import annotations

from typing import Any

import pyotp
import segno
from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from app.accounts import access, actions, policy, queries
from app.accounts.access import permitted, signed_in
from app.accounts.forms import (
    AccountForm,
    ChangePasswordForm,
    DeedForm,
    FirstAccountForm,
    FirstCodeForm,
    NewPasswordForm,
    PasswordForm,
    SecondStepForm,
    SignInForm,
)
from app.accounts.models import Account
from app.kernel import clock
from app.kernel.errors import DomainError
from app.kernel.tokens import same
from app.web.access import open_to_all
from app.web.answers import CONFLICT, FRONT_DOOR, SEE_OTHER, UNPROCESSABLE, within_the_house
from app.web.headers import leave_no_trace
from app.web.unit_of_work import afterwards
from app.web.words import in_the_page_language

bp = Blueprint("accounts", __name__)
practice_bp = Blueprint("practice", __name__)

# What an authenticator app lists this under. A phone can be looked through: it says nothing.
ISSUER = "Workbench"


# Signing in


@bp.before_request
def _weigh_password() -> None:
    """Check the password of somebody signing in before the unit of work begins.

    It takes long on purpose. Inside, it would hold the write lock, and a stranger guessing at names
    would keep a whole room from writing. What is found counts only once the view has looked, under
    the lock, at how often this name failed.
    """
    if request.endpoint == "accounts.sign_in" and request.method == "POST":
        form = SignInForm()
        name, password = form.sign_in_name.data or "", form.password.data or ""
        if form.validate() and not queries.wait_for(name, moment=clock.now()):
            account = queries.whose_password(name, password)
            g.shown_password_of = account.id if account is not None else None
        queries.done_reading()


@bp.route("/sign-in", methods=["GET", "POST"])
@open_to_all
def sign_in() -> Any:
    if access.signed_in_account() is not None:
        return redirect(within_the_house(request.args.get("next")), SEE_OTHER)
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=form), _status(form)
    name = form.sign_in_name.data
    try:
        actions.refuse_haste(name)
    except actions.MustWait as must_wait:
        return _told_to_wait("accounts/sign_in.html", form, form.sign_in_name, must_wait)
    account_id = g.get("shown_password_of")
    if account_id is None:
        afterwards(lambda: actions.count_failure(name))
        form.password.errors = [_("This name and this password do not belong together.")]
        return render_template("accounts/sign_in.html", form=form), UNPROCESSABLE
    account = queries.account_by_id(account_id)
    access.begin_first_step(session, account)
    return redirect(url_for(".second_step", next=request.args.get("next")), SEE_OTHER)


@bp.route("/sign-in/second-step", methods=["GET", "POST"])
@open_to_all
def second_step() -> Any:
    account = access.half_signed_in(session)
    if account is None:
        flash(_("The second step was not taken within five minutes. Please sign in again."))
        return redirect(url_for(".sign_in", next=request.args.get("next")), SEE_OTHER)
    form = SecondStepForm()
    if not form.validate_on_submit():
        return render_template("accounts/second_step.html", form=form), _status(form)
    name = account.sign_in_name
    try:
        actions.refuse_haste(name)
    except actions.MustWait as must_wait:
        return _told_to_wait("accounts/second_step.html", form, form.code, must_wait)
    if not actions.pass_second_factor(account, form.code.data):
        afterwards(lambda: actions.count_failure(name))
        form.code.errors = [_("This code is wrong, too old, or was used already.")]
        return render_template("accounts/second_step.html", form=form), UNPROCESSABLE
    access.begin(session, account)
    left = queries.recovery_codes_left(account)
    if left < 3:
        flash(_("Only %(number)d recovery codes are left. Please make new ones.", number=left))
    return redirect(within_the_house(request.args.get("next")), SEE_OTHER)


@bp.post("/sign-out")
@open_to_all
def sign_out() -> Any:
    secret = access.end(session)
    if secret is not None:
        actions.end_sign_in(secret)
    flash(_("You are signed out."))
    return leave_no_trace(redirect(url_for(".sign_in"), SEE_OTHER))


# Opening an account with a one-time link


@bp.route("/first-account/<id:code>", methods=["GET", "POST"])
@open_to_all
def first_account(code: str) -> Any:
    if queries.house_has_accounts() or not same(code, queries.first_code()):
        return render_template("accounts/link_spent.html"), 404
    form = FirstAccountForm()
    if not form.validate_on_submit():
        return render_template("accounts/first_account.html", form=form), _status(form)
    try:
        link = actions.open_house(
            code=code,
            name=form.name.data,
            sign_in_name=form.sign_in_name.data,
            password=form.new_password.data,
        )
    except actions.WeakPassword as weak:
        form.new_password.errors = [in_the_page_language(weak.sentence)]
        return render_template("accounts/first_account.html", form=form), UNPROCESSABLE
    return redirect(url_for(".link_second_factor", code=link.lower()), SEE_OTHER)


@bp.route("/account-link/<id:code>", methods=["GET", "POST"])
@open_to_all
def link(code: str) -> Any:
    try:
        opening = actions.opening(code)
    except actions.LinkSpent:
        return render_template("accounts/link_spent.html"), 404
    form = NewPasswordForm()
    if not form.validate_on_submit():
        return _link_page(opening, form), _status(form)
    try:
        actions.choose_first_password(opening.account, form.new_password.data)
    except actions.WeakPassword as weak:
        form.new_password.errors = [in_the_page_language(weak.sentence)]
        return _link_page(opening, form), UNPROCESSABLE
    return redirect(url_for(".link_second_factor", code=code), SEE_OTHER)


def _link_page(opening: actions.Opening, form: NewPasswordForm) -> str:
    return render_template("accounts/link.html", account=opening.account, form=form)


@bp.route("/account-link/<id:code>/second-factor", methods=["GET", "POST"])
@open_to_all
def link_second_factor(code: str) -> Any:
    try:
        opening = actions.opening(code)
    except actions.LinkSpent:
        return render_template("accounts/link_spent.html"), 404
    if opening.account.next_factor is None:
        return redirect(url_for(".link", code=code), SEE_OTHER)
    form = FirstCodeForm()
    if not form.validate_on_submit():
        return _second_factor_page(opening.account, form), _status(form)
    codes = actions.finish_opening(opening, form.code.data)
    if codes is None:
        form.code.errors = [_wrong_first_code()]
        return _second_factor_page(opening.account, form), UNPROCESSABLE
    access.begin(session, opening.account)
    return render_template("accounts/recovery_codes.html", codes=codes)


def _wrong_first_code() -> str:
    return _(
        "This code does not fit. Wait for the next one; if that is refused too, compare the clocks "
        "of your phone and of this machine."
    )


def _second_factor_page(account: Account, form: FirstCodeForm) -> str:
    secret = account.next_factor or ""
    address = pyotp.TOTP(secret).provisioning_uri(name=account.sign_in_name, issuer_name=ISSUER)
    picture = segno.make(address, error="m").svg_inline(scale=5, omitsize=True)
    spelled = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return render_template(
        "accounts/second_factor.html",
        form=form,
        picture=Markup(picture),  # noqa: S704  drawn by segno from our own letters
        secret=spelled,
        issuer=ISSUER,
    )


# One's own account


@bp.get("/account")
@signed_in
def own(account: Account) -> Any:
    return render_template(
        "accounts/own.html",
        account=account,
        left=queries.recovery_codes_left(account),
        form=DeedForm(),
    )


@bp.route("/account/password", methods=["GET", "POST"])
@signed_in
def change_password(account: Account) -> Any:
    form = ChangePasswordForm()
    if not form.validate_on_submit():
        return render_template("accounts/change_password.html", form=form), _status(form)
    if not _is_still_the_same_person(account, form):
        return render_template("accounts/change_password.html", form=form), UNPROCESSABLE
    try:
        actions.change_password(account, form.new_password.data)
    except actions.WeakPassword as weak:
        form.new_password.errors = [in_the_page_language(weak.sentence)]
        return render_template("accounts/change_password.html", form=form), UNPROCESSABLE
    access.begin(session, account)
    flash(_("Your password is changed. Everywhere else you are signed out."))
    return redirect(url_for(".own"), SEE_OTHER)


@bp.route("/account/recovery-codes", methods=["GET", "POST"])
@signed_in
def renew_recovery_codes(account: Account) -> Any:
    form = PasswordForm()
    if not form.validate_on_submit():
        return render_template("accounts/renew_recovery_codes.html", form=form), _status(form)
    if not _is_still_the_same_person(account, form):
        return render_template("accounts/renew_recovery_codes.html", form=form), UNPROCESSABLE
    codes = actions.new_recovery_codes(account)
    return render_template("accounts/recovery_codes.html", codes=codes)


@bp.route("/account/new-second-factor", methods=["GET", "POST"])
@signed_in
def new_second_factor(account: Account) -> Any:
    form = PasswordForm()
    if not form.validate_on_submit():
        return render_template("accounts/new_second_factor.html", form=form), _status(form)
    if not _is_still_the_same_person(account, form):
        return render_template("accounts/new_second_factor.html", form=form), UNPROCESSABLE
    actions.prepare_second_factor(account)
    return redirect(url_for(".confirm_second_factor"), SEE_OTHER)


@bp.route("/account/second-factor", methods=["GET", "POST"])
@signed_in
def confirm_second_factor(account: Account) -> Any:
    if account.next_factor is None:
        return redirect(url_for(".new_second_factor"), SEE_OTHER)
    form = FirstCodeForm()
    if not form.validate_on_submit():
        return _second_factor_page(account, form), _status(form)
    codes = actions.confirm_second_factor(account, form.code.data)
    if codes is None:
        form.code.errors = [_wrong_first_code()]
        return _second_factor_page(account, form), UNPROCESSABLE
    return render_template("accounts/recovery_codes.html", codes=codes)


@bp.post("/account/sign-out-everywhere")
@signed_in
def sign_out_everywhere(account: Account) -> Any:
    actions.end_every_sign_in(account)
    access.end(session)
    flash(_("You are signed out, here and everywhere else."))
    return leave_no_trace(redirect(url_for(".sign_in"), SEE_OTHER))


def _is_still_the_same_person(account: Account, form: Any) -> bool:
    """Ask for the password again, with the same patience as at the door; errors go to the field."""
    name = account.sign_in_name
    try:
        actions.refuse_haste(name)
    except actions.MustWait as must_wait:
        form.password.errors = [in_the_page_language(must_wait.sentence)]
        return False
    if queries.is_password_of(account, form.password.data):
        return True
    afterwards(lambda: actions.count_failure(name))
    form.password.errors = [_("This is not your password.")]
    return False


# The people of the house


@bp.route("/people", methods=["GET", "POST"])
@permitted(policy.KEEP_ACCOUNTS)
def people(account: Account) -> Any:
    form = AccountForm()
    if not form.validate_on_submit():
        return _people_page(account, form), _status(form)
    try:
        made = actions.make_account(form.name.data, form.sign_in_name.data, keeper=form.keeper.data)
    except actions.SignInNameTaken as taken:
        form.sign_in_name.errors = [in_the_page_language(taken.sentence)]
        return _people_page(account, form), UNPROCESSABLE
    return _new_link_page(made, actions.give_link(made))


def _people_page(account: Account, form: AccountForm) -> str:
    return render_template(
        "accounts/people.html",
        form=form,
        deed=DeedForm(),
        me=account,
        accounts=queries.accounts(),
        waiting=queries.accounts_with_a_link(on=clock.today()),
    )


def _new_link_page(account: Account, code: str) -> str:
    address = url_for("accounts.link", code=code.lower(), _external=True)
    return render_template("accounts/new_link.html", account=account, address=address)


@bp.route("/people/<id:account_id>", methods=["GET", "POST"])
@permitted(policy.KEEP_ACCOUNTS)
def person(account: Account, account_id: str) -> Any:
    """One account of the house, and the right to keep it given or taken."""
    other = queries.account_by_id(account_id)
    form = DeedForm()
    if not form.validate_on_submit():
        return render_template("accounts/person.html", person=other, me=account, form=form)
    try:
        actions.let_keep_house(other, keeper=not other.keeper)
    except DomainError as refused:
        flash(in_the_page_language(refused.sentence))
        return render_template(
            "accounts/person.html", person=other, me=account, form=form
        ), CONFLICT
    return redirect(url_for(".people"), SEE_OTHER)


@bp.post("/people/<id:account_id>/reset")
@permitted(policy.KEEP_ACCOUNTS)
def reset(account: Account, account_id: str) -> Any:
    other = queries.account_by_id(account_id)
    return _new_link_page(other, actions.reset(other))


@bp.post("/people/<id:account_id>/close")
@permitted(policy.KEEP_ACCOUNTS)
def close(account: Account, account_id: str) -> Any:
    actions.close_account(queries.account_by_id(account_id))
    flash(_("The account is closed and its seats are given up."))
    return redirect(url_for(".people"), SEE_OTHER)


# The practice installation only; a house never registers this


@practice_bp.route("/practice/accounts/<id:account_id>/<id:code>", methods=["GET", "POST"])
@open_to_all
def practice_account(account_id: str, code: str) -> Any:
    """Open an invented person's account without a password: a page with one button, so that GET signs nobody in."""
    account = queries.account_by_id(account_id)
    if not same(code, queries.practice_code(account_id)):
        return render_template("accounts/link_spent.html"), 404
    form = DeedForm()
    if not form.validate_on_submit():
        return render_template("accounts/practice.html", person=account, form=form)
    access.begin(session, account)
    return redirect(FRONT_DOOR, SEE_OTHER)


def _status(form: Any) -> int:
    """200 for a form that was asked for, 422 for one that was sent and cannot be taken."""
    return UNPROCESSABLE if form.is_submitted() else 200


def _told_to_wait(template: str, form: Any, field: Any, must_wait: actions.MustWait) -> Any:
    field.errors = [in_the_page_language(must_wait.sentence)]
    return render_template(template, form=form), 429, {"Retry-After": str(must_wait.seconds)}
