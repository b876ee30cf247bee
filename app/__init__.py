"""Second Track: the workbench of unofficial dialogue. create_app() is the table of contents, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from getpass import getpass
from importlib import import_module

from flask import Flask
from jinja2 import StrictUndefined

from app import charts, live, room, safety, settings as settings_, vault
from app.accounts import access as account_access, views as account_views
from app.dialogues.views import (
    ground_rules,
    navigation,
    practice as practice_seats,
    seat as seats,
    workbench as dialogues,
)
from app.kernel.db import db, keep_one_open, prepare_engine
from app.library.views import index as library
from app.library.views.own import editing as own_processes
from app.memory import views as memory
from app.preparation.views import joining, people
from app.reports.views import (
    entries as library_papers,
    handouts,
    papers,
    register,
    rewording,
    slips,
    texts as reports,
)
from app.settings import ROOT, Settings
from app.terms import views as terms
from app.texts.views import course, seat as seat_texts, workbench as texts
from app.web import (
    access,
    addresses,
    assets,
    errors,
    filters,
    flood,
    headers,
    pages,
    unit_of_work,
    words,
)
from app.workshops.views import (
    advice,
    papers as programmes,
    plan as workshops,
    running,
    sources,
    writing as agendas,
)


def create_app(
    settings: Settings | None = None,
    *,
    ask: Callable[[str], str] = getpass,
    commands: bool = True,
) -> Flask:
    """Build the program from its settings; raises when they, or a view's access, are not safe.

    `ask` gets the passphrase of an installation that has one. The server does without `commands`:
    what migrations load weighs a sixth of a worker.
    """
    settings = settings or settings_.from_environment()
    app = Flask(
        __name__,
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "app" / "static"),
    )
    app.jinja_env.undefined = StrictUndefined
    keyring = vault.open_keyring(settings.keys, ask_passphrase=settings.passphrase, ask=ask)
    vault.use(keyring)
    pages.configure(app, settings, secret=keyring.derive("session cookie"))
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
        app.extensions["kept_open"] = keep_one_open(db.engine)

    addresses.type_addresses(app)
    words.speak(app, settings)
    assets.serve(app)
    filters.write_well(app)
    headers.guard(app)
    errors.answer_errors(app)
    if commands:
        import_module("app.cli").register(app)

    app.register_blueprint(words.bp)
    app.register_blueprint(library.bp)
    app.register_blueprint(own_processes.bp)
    account_access.install(app, settings)
    app.register_blueprint(account_views.bp)
    app.register_blueprint(seats.bp)
    app.register_blueprint(dialogues.bp)
    app.register_blueprint(ground_rules.bp)
    navigation.give_templates(app)
    safety.register(app)
    app.register_blueprint(workshops.bp)
    app.register_blueprint(programmes.bp)
    app.register_blueprint(sources.bp)
    app.register_blueprint(advice.bp)
    app.register_blueprint(running.bp)
    agendas.write_agendas(app)
    app.register_blueprint(people.bp)
    app.register_blueprint(joining.bp)
    if settings.practice:
        app.register_blueprint(account_views.practice_bp)
        app.register_blueprint(practice_seats.bp)
    app.register_blueprint(terms.bp)
    app.register_blueprint(texts.bp)
    app.register_blueprint(seat_texts.bp)
    app.register_blueprint(memory.bp)
    app.register_blueprint(course.bp)
    app.register_blueprint(reports.bp)
    app.register_blueprint(register.bp)
    app.register_blueprint(library_papers.bp)
    app.register_blueprint(papers.bp)
    app.register_blueprint(handouts.bp)
    app.register_blueprint(rewording.bp)
    app.register_blueprint(slips.bp)
    charts.register(app)
    room.register(app)
    live.start(app, settings)
    if settings.development or settings.testing:
        app.register_blueprint(import_module("app.web.showcase").bp)

    flood.dam(app, settings)
    unit_of_work.wrap_views(app)
    access.require_declared_access(app)
    return app
