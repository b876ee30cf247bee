"""Documents as downloads: streamed, never stored."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext as _l
from werkzeug.wrappers import Response

from app.accounts.access import permitted, signed_in
from app.accounts.models import Account
from app.dialogues import actions as dialogues, policy as dialogue_policy
from app.dialogues.access import entry
from app.dialogues.models import Dialogue, Seat
from app.dialogues.queries import covenant_in_force, stages_of
from app.dialogues.views.navigation import add_part
from app.dialogues.views.workbench import slip_page, way_in
from app.kernel.errors import DomainError
from app.kernel.wording import UNDETERMINED
from app.library import queries as library
from app.library.access import readable
from app.library.own.queries import own_process
from app.library.policy import READ_OWN
from app.library.shapes.facts import sources_in
from app.library.views import notes_on, when_in_words
from app.library.vocabulary import Visibility
from app.preparation import policy as preparation_policy
from app.preparation.rules import Letter
from app.preparation.views.joining import sheet_of
from app.reports import actions, contents, handouts, papers, queries, rewording, slips
from app.reports.cleaning import cleaned
from app.reports.entries import entry_document, own_entry_document
from app.reports.forms import RewordForm
from app.reports.rendering import Format, Rendered, render
from app.reports.tree import Document, direction_of, levelled
from app.texts import policy
from app.texts.models import Release, Text
from app.web.answers import CONFLICT, SEE_OTHER, UNPROCESSABLE
from app.web.attachments import attached
from app.web.languages import asked_languages
from app.web.words import in_the_page_language
from app.workshops import policy as workshop_policy
from app.workshops.models import Workshop
from app.workshops.queries import workshops_of
from app.workshops.queries.plan import plan_of
from app.workshops.views.papers import asked_programme
from app.workshops.views.zones import asked_zone

bp = Blueprint("reports", __name__, url_prefix="/dialogues/<id:dialogue_id>/texts/<id:text_id>")

slips_bp = Blueprint("slips", __name__, url_prefix="/dialogues/<id:dialogue_id>/seats")

register_bp = Blueprint("register", __name__)

entries_bp = Blueprint("entries", __name__, url_prefix="/library")

handouts_bp = Blueprint("handouts", __name__, url_prefix="/dialogues/<id:dialogue_id>/papers")

papers_bp = Blueprint(
    "papers", __name__, url_prefix="/dialogues/<id:dialogue_id>/workshops/<id:workshop_id>"
)

PAPER_FORMATS = frozenset({"pdf", "docx"})
_MOST_SLIPS = 200
REGISTER_FORMATS = frozenset({"pdf", "docx", "csv"})
TEXT_FORMATS = frozenset({"pdf", "docx", "md"})

# What the third party does alone needs no card on the table.
IN_A_WORKSHOP = frozenset(Visibility) - {Visibility.THIRD_PARTY_ONLY}

add_part("papers", _l("Papers"), "handouts.on_the_table", workshop_policy.READ_WHOLE_PLAN, place=70)


@bp.post("/releases/<id:release_id>/document.<key:format>")
@entry(policy.EXPORT)
def released(dialogue: Dialogue, seat: Seat, text: Text, release: Release, format: str) -> Response:
    """The version that was released to one audience. A deed, since the journal keeps that it left."""
    return sent(
        actions.take_out(dialogue, text, release, known_format(format), practice=_practice())
    )


@bp.get("/draft-<int:text_version>.<key:format>")
@entry(policy.EXPORT_DRAFT)
def draft(dialogue: Dialogue, seat: Seat, text: Text, text_version: int, format: str) -> Response:
    """A paper for the room, marked as a draft."""
    known = known_format(format)
    try:
        return sent(
            actions.paper_for_the_room(dialogue, text, text_version, known, practice=_practice())
        )
    except DomainError as refusal:
        flash(in_the_page_language(refusal.sentence), "caution")
        return redirect(url_for("texts.show", dialogue_id=dialogue.id, text_id=text.id), SEE_OTHER)


@register_bp.get("/register")
@signed_in
def register(account: Account) -> str:
    """Memoranda of one's own dialogues and of the documented processes, in one list."""
    held = queries.register_of(account.id)
    facts = tuple(each.outputs for each in held.documented)
    return render_template(
        "reports/register.html",
        register=held,
        notes=notes_on(facts),
    )


@register_bp.get("/register/register.<key:format>")
@signed_in
def register_document(account: Account, format: str) -> Response:
    """The same list as a document or a sheet."""
    if format not in REGISTER_FORMATS:
        abort(404)
    document = contents.register(
        queries.register_of(account.id), when_in_words, practice=_practice()
    )
    return sent(render(document, cast(Format, format)))


@entries_bp.get("/processes/<key:key>/case-sheet")
@readable
def case_sheet(key: str) -> str:
    """The case sheet as a page that prints."""
    return render_template(
        "reports/case_sheet.html", document=_whole(entry_document(library.exemplar(key))), key=key
    )


@entries_bp.get("/processes/<key:key>/case-sheet.<key:format>")
@readable
def case_sheet_file(key: str, format: str) -> Response:
    """The case sheet as a file."""
    return sent(render(entry_document(library.exemplar(key)), paper_format(format)))


@entries_bp.get("/own/<id:own_id>/case-sheet")
@permitted(READ_OWN)
def own_case_sheet(account: Account, own_id: str) -> str:
    """The case sheet of a process of this house as a page that prints; for whoever may read the process."""
    return render_template(
        "reports/case_sheet.html",
        document=_whole(own_entry_document(own_process(own_id))),
        own_id=own_id,
    )


@entries_bp.get("/own/<id:own_id>/case-sheet.<key:format>")
@permitted(READ_OWN)
def own_case_sheet_file(account: Account, own_id: str, format: str) -> Response:
    """The same as a file, which says neither its id nor its house."""
    return sent(render(own_entry_document(own_process(own_id)), paper_format(format)))


@entries_bp.get("/methods/<key:key>/method.<key:format>")
@readable
def method_file(key: str, format: str) -> Response:
    """A method as a file: all that its page says."""
    return sent(render(entry_document(library.method(key)), paper_format(format)))


@entries_bp.get("/tools/<key:key>/form.<key:format>")
@readable
def blank_form(key: str, format: str) -> Response:
    """The blank form of a tool as a file."""
    return sent(render(entry_document(library.tool(key)), paper_format(format)))


def _whole(document: Document) -> Document:
    """As every renderer gets it: clean, and with headings that skip no level."""
    tidy = cleaned(document)
    return replace(tidy, blocks=tuple(levelled(tidy.blocks)))


@papers_bp.get("/run-sheet.<key:format>")
@entry(workshop_policy.READ_WHOLE_PLAN)
def run_sheet(dialogue: Dialogue, seat: Seat, workshop: Workshop, format: str) -> Response:
    """The third party's own sheet."""
    document = papers.run_sheet(
        plan_of(dialogue, workshop, seat),
        asked_languages(dialogue.languages),
        practice=_practice(),
        zone=asked_zone().name,
    )
    return sent(render(document, paper_format(format)))


@papers_bp.get("/programme.<key:format>")
@entry(workshop_policy.READ_PLAN)
def programme(dialogue: Dialogue, seat: Seat, workshop: Workshop, format: str) -> Response:
    """The participants' programme, for everybody or for one party."""
    held, _party = asked_programme(dialogue, seat, workshop)
    asked = asked_languages(dialogue.languages)
    document = papers.programme(held, asked, practice=_practice(), zone=asked_zone().name)
    return sent(render(document, paper_format(format)))


@handouts_bp.get("/")
@entry(workshop_policy.READ_WHOLE_PLAN)
def on_the_table(dialogue: Dialogue, seat: Seat) -> str:
    """What can be printed and laid on the table."""
    return render_template(
        "reports/handouts.html",
        dialogue=dialogue,
        seat=seat,
        tools=library.tools(),
        workshops=workshops_of(dialogue),
        asked=asked_languages(dialogue.languages),
    )


@handouts_bp.route("/words", methods=["GET", "POST"])
@entry(dialogue_policy.PREPARE)
def reword(dialogue: Dialogue, seat: Seat) -> Response | str | tuple[str, int]:
    """Names, stages and titles in one more of the dialogue's languages, so that papers can stand in it."""
    tags = [tag for tag in dialogue.languages if tag != UNDETERMINED]
    language = request.args.get("language", "")
    language = language if language in tags else next(iter(tags[-1:]), "")
    rows = rewording.rows_of(dialogue, language) if language else []
    form, status = RewordForm(rows, language), 200
    if form.is_submitted():
        status = UNPROCESSABLE
    if form.validate_on_submit():
        try:
            rewording.write(dialogue, language, form.typed(), seen=form.seen.data or "")
        except rewording.ChangedMeanwhile as refusal:
            form.drawn_anew(rows, language)
            flash(in_the_page_language(refusal.sentence), "caution")
            status = CONFLICT
        else:
            flash(_("Saved. Papers can now stand in this language."), "good")
            return redirect(
                url_for(".reword", dialogue_id=dialogue.id, language=language), SEE_OTHER
            )
    page = render_template(
        "reports/reword.html",
        dialogue=dialogue,
        seat=seat,
        form=form,
        language=language,
        tags=tags,
        direction=direction_of(language) or "auto",
    )
    return page if status < CONFLICT else (page, status)


@handouts_bp.get("/<key:paper>")
@entry(workshop_policy.READ_WHOLE_PLAN)
def handout(dialogue: Dialogue, seat: Seat, paper: str) -> str:
    """One of them as a page that prints."""
    return render_template(
        "reports/handout.html",
        dialogue=dialogue,
        document=_whole(_handout(dialogue, paper)),
        paper=paper,
        asked=asked_languages(dialogue.languages),
    )


@handouts_bp.get("/<key:paper>.<key:format>")
@entry(workshop_policy.READ_WHOLE_PLAN)
def handout_file(dialogue: Dialogue, seat: Seat, paper: str, format: str) -> Response:
    """The same as a file."""
    return sent(render(_handout(dialogue, paper), paper_format(format)))


@slips_bp.post("/slips.<key:format>")
@entry(dialogue_policy.SEAT_PEOPLE)
def file(dialogue: Dialogue, seat: Seat, format: str) -> Response | tuple[str, int]:
    """Slips as a file, from the codes of the page that shows them this once: sent back in the body, never in an
    address, and kept nowhere. A code that opens nothing any more is told, and the others stay on the page."""
    known = paper_format(format)
    codes = list(dict.fromkeys(request.form.getlist("code")))[:_MOST_SLIPS]
    held = dialogues.slips_again(dialogue, codes)
    if not held or len(held) < len(codes):
        page = slip_page(dialogue, seat, held, no_longer=max(len(codes) - len(held), 1))
        return page, CONFLICT
    document = slips.seat_slips(held, way_in(), practice=_practice())
    return sent(render(document, known))


def _handout(dialogue: Dialogue, paper: str) -> Document:
    """The paper of this name, or the tool's; 404 for any other."""
    practice, asked = _practice(), asked_languages(dialogue.languages)
    stages = [stage for stage in stages_of(dialogue) if stage.visibility in IN_A_WORKSHOP]
    if paper == handouts.STAGE_CARDS:
        judging = library.vocabularies()
        return handouts.stage_cards(dialogue, stages, judging, asked, practice=practice)
    if paper == handouts.GROUND_RULES:
        rules = covenant_in_force(dialogue).rules
        return handouts.ground_rules(dialogue, rules, asked, practice=practice)
    if paper == handouts.POINT_SLIPS:
        return handouts.point_slips(dialogue, stages, asked, practice=practice)
    tool = library.tool(paper)
    sources = library.sources(sources_in(tool))
    return handouts.tool_sheet(dialogue, tool, sources, asked, practice=practice)


@papers_bp.get("/<any(invitation, joining):letter>.<key:format>")
@entry(preparation_policy.HAND_OUT)
def letter(
    dialogue: Dialogue, seat: Seat, workshop: Workshop, letter: str, format: str
) -> Response:
    """An invitation or joining instructions, in all languages side by side or in one."""
    sheet = sheet_of(dialogue, workshop, Letter(letter), request.args.get("in", ""))
    return sent(render(papers.letter(sheet, practice=_practice()), paper_format(format)))


def paper_format(format: str) -> Format:
    """A format a paper is printed in; 404 for any other."""
    if format not in PAPER_FORMATS:
        abort(404)
    return cast(Format, format)


def known_format(format: str) -> Format:
    """A format a text is exported in; 404 for any other."""
    if format not in TEXT_FORMATS:
        abort(404)
    return cast(Format, format)


def sent(rendered: Rendered) -> Response:
    """A document as an attachment."""
    return attached(rendered.body, rendered.mimetype, rendered.filename)


def _practice() -> bool:
    return bool(current_app.config["SECOND_TRACK"].practice)
