"""/dialogues/…/ground-rules: choosing, editing, reading in each language, adopting as a count, printing."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.dialogues import actions, policy, queries
from app.dialogues.access import entry, loads
from app.dialogues.covenant import (
    MOST_SIDE_BY_SIDE,
    Covenant,
    as_seen,
    changes,
    languages_of,
    reordered,
    sheet_of,
)
from app.dialogues.forms import (
    AdoptionForm,
    ChooseRulesForm,
    DeedForm,
    GroundRuleForm,
    ReturnForm,
)
from app.dialogues.models import Dialogue, GroundRule, Seat
from app.kernel.errors import DomainError, NotHere
from app.library import queries as library
from app.library.views import notes_on
from app.web.answers import CONFLICT, SEE_OTHER, UNPROCESSABLE
from app.web.words import in_the_page_language

bp = Blueprint("ground_rules", __name__, url_prefix="/dialogues/<id:dialogue_id>/ground-rules")

Answer = Response | str | tuple[str, int]


@loads("rule_id")
def _rule(dialogue: Dialogue, _seat: Seat, rule_id: str) -> GroundRule:
    return queries.ground_rule_in(dialogue, rule_id)


@bp.get("/")
@entry(policy.READ)
def show(dialogue: Dialogue, seat: Seat) -> str:
    """The ground rules with their reasons, for reading aloud, editing and adopting."""
    return _page(dialogue, seat)


@bp.route("/new", methods=["GET", "POST"])
@entry(policy.EDIT_RULES)
def add(dialogue: Dialogue, seat: Seat) -> Answer:
    """Add a rule of the group's own."""
    form = GroundRuleForm.drawn(dialogue)
    if form.validate_on_submit():
        actions.add_ground_rule(dialogue, *form.words())
        return _back(dialogue)
    return _edit_page(dialogue, seat, form, None)


@bp.route("/<id:rule_id>", methods=["GET", "POST"])
@entry(policy.EDIT_RULES)
def edit(dialogue: Dialogue, seat: Seat, rule: GroundRule) -> Answer:
    """Change a rule's words, in each language."""
    form = GroundRuleForm.drawn(dialogue, rule, seen=actions.rule_as_seen(rule))
    if form.validate_on_submit():
        actions.edit_ground_rule(dialogue, rule, *form.words(), seen=form.seen.data or "")
        return _back(dialogue, rule)
    return _edit_page(dialogue, seat, form, rule)


@bp.post("/<id:rule_id>/remove")
@entry(policy.EDIT_RULES)
def remove(dialogue: Dialogue, seat: Seat, rule: GroundRule) -> Answer:
    """Take a rule out."""
    actions.remove_ground_rule(dialogue, rule)
    return _back(dialogue)


@bp.post("/<id:rule_id>/move")
@entry(policy.EDIT_RULES)
def move(dialogue: Dialogue, seat: Seat, rule: GroundRule) -> Answer:
    """Move a rule up or down."""
    actions.move_ground_rule(dialogue, rule, down=request.form.get("direction") == "down")
    return _back(dialogue, rule)


@bp.route("/library", methods=["GET", "POST"])
@entry(policy.EDIT_RULES)
def choose(dialogue: Dialogue, seat: Seat) -> Answer:
    """Choose among the rules of all methods, each with its reason and its source."""
    rules = queries.rules_as_they_stand(dialogue)
    form = ChooseRulesForm()
    methods = library.methods()
    if form.validate_on_submit():
        actions.choose_ground_rules(
            dialogue, methods, set(form.chosen.data or ()), form.seen.data or ""
        )
        return _back(dialogue)
    if not form.is_submitted():
        form.chosen.data = [rule.origin for rule in rules if rule.origin]
        form.seen.data = as_seen(rules)
    page = render_template(
        "ground_rules/choose.html",
        dialogue=dialogue,
        seat=seat,
        form=form,
        methods=sorted(methods, key=lambda method: method.key != dialogue.method_key),
        chosen=set(form.chosen.data or ()),
        notes=notes_on(methods),
    )
    return (page, UNPROCESSABLE) if form.is_submitted() else page


@bp.post("/adopt")
@entry(policy.EDIT_RULES)
def adopt(dialogue: Dialogue, seat: Seat) -> Answer:
    """Record the group's adoption as a count."""
    form = AdoptionForm()
    if not form.validate_on_submit():
        return _page(dialogue, seat, adoption_form=form), UNPROCESSABLE
    try:
        actions.adopt_ground_rules(dialogue, form.adopted_by.data, seen=form.seen.data or "")
    except DomainError as refusal:
        flash(in_the_page_language(refusal.sentence), "caution")
        return _page(dialogue, seat, adoption_form=form), CONFLICT
    flash(_("Adoption recorded, as a count."), "good")
    return _back(dialogue)


@bp.post("/return")
@entry(policy.EDIT_RULES)
def return_to_adopted(dialogue: Dialogue, seat: Seat) -> Answer:
    """Leave what was begun since the adoption."""
    form = ReturnForm()
    if not form.validate_on_submit():
        return _page(dialogue, seat), UNPROCESSABLE
    try:
        actions.return_to_adopted(dialogue, form.seen.data or "")
    except DomainError as refusal:
        flash(in_the_page_language(refusal.sentence), "caution")
        return _page(dialogue, seat), CONFLICT
    return _back(dialogue)


@bp.get("/adopted/<int:version>")
@entry(policy.READ)
def adopted(dialogue: Dialogue, seat: Seat, version: int) -> str:
    """A version as the group adopted it."""
    return render_template(
        "ground_rules/adopted.html",
        dialogue=dialogue,
        seat=seat,
        covenant=_adopted(dialogue, version),
        in_force=queries.version_in_force(dialogue),
    )


@bp.get("/paper")
@entry(policy.READ)
def paper(dialogue: Dialogue, seat: Seat) -> str:
    """The ground rules for paper, in one language or in two side by side."""
    covenant, languages, reasons = asked_sheet(dialogue)
    return render_template(
        "ground_rules/paper.html",
        dialogue=dialogue,
        sheet=sheet_of(covenant, languages),
        offered=languages_of(covenant.rules),
        adoptions=queries.adoptions_of(dialogue),
        reasons=reasons,
    )


def asked_sheet(dialogue: Dialogue) -> tuple[Covenant, list[str], bool]:
    """What an address asks for: which version, which languages, with reasons or without.

    Without a version: the rules as they stand for who prepares them, adopted or not.
    """
    asked = request.args.get("version", "")
    covenant = (
        _adopted(dialogue, int(asked))
        if asked.isascii() and asked.isdecimal() and len(asked) < 10
        else standing_covenant(dialogue)
    )
    known = languages_of(covenant.rules)
    chosen = [tag for tag in request.args.getlist("language") if tag in known]
    if not chosen and "language" not in request.args:
        chosen = known[:MOST_SIDE_BY_SIDE]
    return covenant, chosen, "reasons" in request.args


def standing_covenant(dialogue: Dialogue) -> Covenant:
    """The rules as they stand: adopted, or the next version that the group has not adopted yet."""
    if queries.adoption_of(dialogue) is not None:
        return queries.adopted_covenant(dialogue, dialogue.rules_version)
    return Covenant(0, queries.rules_as_they_stand(dialogue))


def _adopted(dialogue: Dialogue, version: int) -> Covenant:
    if version > 10**9:
        raise NotHere
    return queries.adopted_covenant(dialogue, version)


def _back(dialogue: Dialogue, rule: GroundRule | None = None) -> Response:
    anchor = f"rule-{rule.id}" if rule is not None else None
    return redirect(url_for(".show", dialogue_id=dialogue.id, _anchor=anchor), SEE_OTHER)


def _edit_page(
    dialogue: Dialogue, seat: Seat, form: GroundRuleForm, rule: GroundRule | None
) -> Any:
    page = render_template(
        "ground_rules/edit.html", dialogue=dialogue, seat=seat, rule=rule, form=form
    )
    return (page, UNPROCESSABLE) if form.is_submitted() else page


def _page(dialogue: Dialogue, seat: Seat, *, adoption_form: AdoptionForm | None = None) -> str:
    rules = queries.rules_as_they_stand(dialogue)
    in_force = queries.covenant_in_force(dialogue)
    seen = as_seen(rules)
    if adoption_form is None:
        adoption_form = AdoptionForm(formdata=None, data={"seen": seen})
    is_next = in_force.is_adopted and in_force.version != dialogue.rules_version
    return render_template(
        "ground_rules/show.html",
        dialogue=dialogue,
        seat=seat,
        rules=rules,
        in_force=in_force,
        is_next=is_next,
        changes=changes(in_force.rules, rules) if is_next else [],
        reordered=is_next and reordered(in_force.rules, rules),
        adoptions=queries.adoptions_of(dialogue),
        adoption_form=adoption_form,
        return_form=ReturnForm(formdata=None, data={"seen": seen}),
        deed=DeedForm(formdata=None),
    )
