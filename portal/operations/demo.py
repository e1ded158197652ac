"""Invented people, for a look at a portal that is in use. In a database of its own, on somebody's
own machine alone.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path

from portal import crypto, sealed_store
from portal.config import Config
from portal.domain import codes, consent
from portal.domain.submissions import Answers, Note
from portal.site import SiteContext
from portal.staff import accounts
from portal.staff.accounts import NewAccount
from portal.storage import circles, submissions

PEOPLE = [
    Answers("Wren", "code", needs="I type instead of talking."),
    Answers("M.", "email", "m@example.org", "first-name"),
    Answers("Kestrel", "text", "+000 555 0100"),
    Answers("نجمة", "code", needs="I may need a break in between."),
    Answers("Oak", "call", "+000 555 0101"),
]
NOTES = [
    Note(
        "fact",
        "On one page a time is given as 17:00, and further down as 19:00. Which one is right?",
    ),
    Note("site", "The drawing of the stairs made me smile. That is all I wanted to say."),
]


@dataclass(frozen=True)
class DemoCredentials:
    """What a person needs to look around: the facilitators with their passphrases, and the codes of some
    of the people.
    """

    facilitators: list[NewAccount]
    codes: dict[str, str]


def settings(config: Config) -> Config:
    """The same settings with a database and a secret of the demonstration's own."""
    return dataclasses.replace(
        config,
        database_url=f"sqlite:///{(config.data_dir / 'demo.sqlite3').as_posix()}",
        secret_file=config.data_dir / "demo-secret",
    )


def clear(config: Config) -> None:
    """Takes the last demonstration away: it begins anew each time."""
    for ending in ("", "-wal", "-shm"):
        Path(config.data_dir / f"demo.sqlite3{ending}").unlink(missing_ok=True)


def fill(site: SiteContext) -> DemoCredentials:
    """Two facilitators, requests for the groups of content, and notes, all invented."""
    context = site.context
    robin = accounts.add(context, "Robin", None)
    facilitator, pair = accounts.unlocked(context, robin.name, robin.passphrase)
    sasha = accounts.add(context, "Sasha", circles.circle_keys(context.store, facilitator.id, pair))
    shown: dict[str, str] = {}
    slugs = [slug for slug, group in site.groups.items() if group.signup in {"open", "waiting"}]
    for number, person in enumerate(PEOPLE):
        if slugs:
            slug = slugs[number % len(slugs)]
            code = crypto.six_words(codes.words())
            sealed_store.keep_request(
                site,
                slug,
                person,
                context.code_keys(code),
                consent.VERSION,
            )
            shown[person.nickname] = codes.shown(code)
    for number, note in enumerate(NOTES):
        code = crypto.six_words(codes.words())
        keys = context.code_keys(code)
        sealed_store.keep_note(
            site,
            note,
            keys.lookup if number == 0 else crypto.token(),
            keys.pair.public if number == 0 else None,
        )
        if number == 0:
            shown["A note"] = codes.shown(code)
            kept = submissions.by_lookup(context.store, keys.lookup)
            if kept:
                sealed_store.add_message(
                    site,
                    kept,
                    "Thank you. We looked, and 19:00 is right. The page is mended.",
                    crypto.token(),
                    by_host=True,
                )
                sealed_store.add_message(
                    site,
                    kept,
                    "That was quick. Then I will come at seven.",
                    crypto.token(),
                    by_host=False,
                )
    return DemoCredentials([robin, sasha], shown)
