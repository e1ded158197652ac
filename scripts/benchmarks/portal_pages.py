"""What each page of the portal weighs: its HTML with its style, its requests, its script. Nothing
is timed here.

Somebody joins a group, writes a note and opens both; a reader logs in and answers. All of it inside
this process, in a database that goes with it. That nobody's page is left out is held against the
addresses that the application has.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.app import create_app
from portal.config import Config
from portal.site import EXTENSION, AppContext, SiteContext
from portal.staff import accounts
from scripts.benchmarks import sizes
from scripts.benchmarks.budget_row import Row
from scripts.benchmarks.form_reader import fields
from scripts.benchmarks.sizes import Weighed
from scripts.benchmarks.visitors import CHECK, FIRST, SECOND
from scripts.bootstrap.console import Failure
from scripts.bootstrap.environment import ROOT
from site_config.model.manifest import ManifestGroup

# Addresses that are no pages: what they do instead.
NO_PAGES = {
    "/portal/exit": "leads away",
    "/portal/health": "one word",
    "/portal/care": "leads to /portal/care/",
}
RECORD = re.compile(r"/portal/care/record/[0-9a-f]{16}")
WORD = re.compile(r"<bdi[^>]*>([a-z]+)</bdi>")
NOTE = "The drawing of the stairs made me smile. That is all I wanted to say."
TAKES_PEOPLE = ("open", "waiting")
# What the portal answers where something is to be mended, or where a code opens nothing.
MENDS = (HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY)


@dataclass
class Journey:
    """Somebody who goes through the portal, and every page that they came by: its name, its rule in
    the application, its HTML.
    """

    app: Flask
    client: FlaskClient
    pages: list[tuple[str, str, bytes]] = field(default_factory=list)

    def get(self, name: str, path: str) -> str:
        """Opens a page. Raises ``Failure`` if it is not there."""
        return self._seen(name, path, self.client.get(path))

    def post(self, name: str, path: str, typed: dict[str, str]) -> str:
        """Sends a form, and keeps the page that comes back. Raises ``Failure`` if it was not taken."""
        return self._seen(name, path, self.client.post(path, data=typed))

    def mend(self, name: str, path: str, typed: dict[str, str]) -> None:
        """Sends a form with something to mend, and keeps the page that says so. Raises ``Failure``
        if nothing was found amiss.
        """
        self._seen(name, path, self.client.post(path, data=typed), MENDS)

    def _seen(
        self, name: str, path: str, answer: TestResponse, wanted: Collection[int] = (HTTPStatus.OK,)
    ) -> str:
        if answer.status_code not in wanted:
            raise Failure(
                f"The portal answers {answer.status_code} where the page “{name}” should be.",
                "The way to each page stands in scripts/benchmarks/portal_pages.py; does a form "
                "ask for something else now?",
            )
        rule, _ = self.app.url_map.bind("").match(path, return_rule=True)
        self.pages.append((name, rule.rule, answer.data))
        return answer.text


def of_portal(site: Path) -> tuple[list[Weighed], Row]:
    """Every page of the portal, and the row of addresses that none of them has."""
    with tempfile.TemporaryDirectory() as folder:
        journey = _walked(site, Path(folder))
    found = [
        sizes.weighed(f"{rule} ({name})", html, site, site) for name, rule, html in journey.pages
    ]
    missed = sorted(_rules(journey.app) - {rule for _, rule, _ in journey.pages})
    return found, Row(
        "portal: addresses whose page is not in the table", len(missed), ", ".join(missed), 0
    )


def _rules(app: Flask) -> set[str]:
    """The rules of every page of the portal that can be opened."""
    found = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/portal") and "GET" in (rule.methods or ())
    }
    return {
        rule
        for rule in found - NO_PAGES.keys()
        if taking(_site(app).groups) or not rule.startswith("/portal/groups/")
    }


def taking(groups: Mapping[str, ManifestGroup]) -> str:
    """A group of the content that takes people, by the name of its file, one with places first;
    empty if none does.
    """
    found = {group.signup: slug for slug, group in groups.items()}
    return next((found[how] for how in TAKES_PEOPLE if how in found), "")


def _site(app: Flask) -> SiteContext:
    found: SiteContext = app.extensions[EXTENSION]
    return found


def _walked(site: Path, folder: Path) -> Journey:
    config, clock = _config(site, folder), _Clock(folder / "clock")
    context = AppContext.made(config)
    try:
        reader = accounts.add(context, "first", None)
        app = create_app(config, context)
        journey, slug = Journey(app, app.test_client()), taking(_site(app).groups)
        request = _join(journey, clock, f"/portal/groups/{slug}/join") if slug else ""
        note = _note(journey, clock, "/portal/feedback")
        _code(journey, request or note)
        _care(journey, reader.name, reader.passphrase)
    finally:
        context.store.close()
    return journey


def _join(journey: Journey, clock: _Clock, path: str) -> str:
    page = journey.get("join, first page", path)
    journey.mend("join, first page to mend", path, fields(page, "page2"))
    page = journey.post("join, second page", path, {**fields(page, "page2"), **FIRST})
    page = journey.post("join, check", path, {**fields(page, "check"), **SECOND})
    journey.mend("join, check to mend", path, fields(page, "send"))
    clock.moves_on()
    page = journey.post("join, done", path, {**fields(page, "send"), **CHECK})
    return " ".join(WORD.findall(page))


def _note(journey: Journey, clock: _Clock, path: str) -> str:
    page = journey.get("note, first page", path)
    journey.mend("note, first page to mend", path, fields(page, "check"))
    page = journey.post(
        "note, check",
        path,
        {**fields(page, "check"), "topic": "site", "text": NOTE, "reply": "yes"},
    )
    clock.moves_on()
    return " ".join(WORD.findall(journey.post("note, done", path, fields(page, "send"))))


def _code(journey: Journey, code: str) -> None:
    page = journey.get("code, ask", "/portal/code")
    journey.mend(
        "code, not found",
        "/portal/code",
        {**fields(page, "open"), "code": "these are no words of ours"},
    )
    page = journey.post("code, open", "/portal/code", {**fields(page, "open"), "code": code})
    journey.post("code, edit", "/portal/code", fields(page, "edit"))


def _care(journey: Journey, name: str, passphrase: str) -> None:
    page = journey.get("care, log in", "/portal/care/login")
    journey.client.post(
        "/portal/care/login", data={**fields(page), "name": name, "passphrase": passphrase}
    )
    page = journey.get("care, today", "/portal/care/")
    for record in RECORD.findall(page)[:1]:
        journey.get("care, a record", record)
    journey.get("care, sessions", "/portal/care/sessions")


def _config(site: Path, folder: Path) -> Config:
    config = Config.from_env(
        {"HANDRAIL_DATA_DIR": str(folder), "HANDRAIL_SITE_DIR": str(site)}, ROOT
    )
    return dataclasses.replace(config, clock_file=folder / "clock")


class _Clock:
    """A clock that moves when it is told to, since nobody waits here as long as a person takes for
    a form.
    """

    def __init__(self, file: Path) -> None:
        self._file, self._now = file, datetime.datetime.now(tz=datetime.UTC)
        self.moves_on()

    def moves_on(self) -> None:
        """A minute goes by."""
        self._now += datetime.timedelta(minutes=1)
        self._file.write_text(self._now.isoformat(), encoding="utf-8")
