"""A copy without a server: its verbs, its readers with their words, and who can read what."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from flask import Flask

from portal import crypto, sealed_store
from portal.app import create_app
from portal.config import Config
from portal.crypto import Pair
from portal.domain import codes
from portal.domain.submissions import Note
from portal.operations.verbs import portal
from portal.site import EXTENSION, AppContext, SiteContext
from portal.staff import accounts
from portal.storage import circles, submissions
from tests.harness.paths import ROOT
from tests.harness.watched_portal import rows_of


@dataclasses.dataclass
class PortalCopy:
    """A copy with its verbs, and what a test asks about it."""

    app: Flask
    context: AppContext
    site_context: SiteContext
    env: dict[str, str]
    words: dict[str, str] = dataclasses.field(default_factory=dict)

    def verb(self, *arguments: str, typed: str = "") -> Any:
        """One verb, with the settings of this copy."""
        return CliRunner().invoke(
            portal, list(arguments), input=typed and f"{typed}\n", env=self.env
        )

    def add(self, name: str, by: str = "") -> None:
        """Adds a reader by the verb, and keeps the six words that it shows."""
        done = self.verb(
            "add-facilitator", name, *(["--by", by] if by else []), typed=self.words.get(by, "")
        )
        assert done.exit_code == 0, done.output
        self.words[name] = shown(done.output)

    def held(self, name: str) -> dict[int, Pair]:
        """The circle keys of a reader, as they hold them now."""
        reader, pair = accounts.unlocked(self.context, name, self.words[name])
        return circles.circle_keys(self.context.store, reader.id, pair)

    def note(self, text: str) -> tuple[str, ...]:
        """Keeps a note and gives its code."""
        code = crypto.six_words(codes.words())
        keys = self.context.code_keys(code)
        assert sealed_store.keep_note(
            self.site_context, Note("site", text), keys.lookup, keys.pair.public
        )
        return code

    def by_code(self, code: tuple[str, ...]) -> str:
        """A note and its messages, as the person with the code reads them."""
        keys = self.context.code_keys(code)
        record = submissions.by_lookup(self.context.store, keys.lookup)
        assert record is not None
        return " ".join(
            [
                sealed_store.note(record, keys.pair).text,
                *(said.text for said in sealed_store.thread(self.site_context, record, keys.pair)),
            ]
        )

    def read_by(self, held: dict[int, Pair]) -> list[str]:
        """The notes that open with these circle keys, whichever circle they are said to be for."""
        found = []
        for record in submissions.waiting(self.context.store):
            for pair in held.values():
                try:
                    found.append(sealed_store.note(record, pair).text)
                except crypto.Closed:
                    continue
        return sorted(found)

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        return rows_of(self.context.config.database_url)


def shown(output: str) -> str:
    """The six words that a verb shows, on a line of their own."""
    found = [line.strip() for line in output.splitlines() if line.startswith("    ")]
    assert len(found) == 1 and codes.read(found[0]) is not None, output
    return found[0]


def opened(site: Path, folder: Path, **settings: str) -> PortalCopy:
    """A copy with its files in ``folder`` and nobody who reads. ``settings`` are ``HANDRAIL_*``
    variables.
    """
    env = {"HANDRAIL_DATA_DIR": str(folder), "HANDRAIL_SITE_DIR": str(site), **settings}
    config = Config.from_env(env, ROOT)
    context = AppContext.made(config)
    app = create_app(config, context)
    return PortalCopy(app, context, app.extensions[EXTENSION], env)
