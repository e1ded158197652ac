"""``new``: begins a page of content as a draft, with guidance in comments. A draft is never built
into the site.
"""

from __future__ import annotations

import datetime
import re
import sys
import unicodedata
from collections.abc import Mapping

import click

from scripts.bootstrap.console import Failure, say
from scripts.bootstrap.environment import ROOT
from scripts.scaffold import prompts, starter
from scripts.scaffold.options import Choice, choices, model_of
from site_config.model import Problem, front_matter
from site_config.model.catalogue import entry_of
from site_config.model.folder import TAKEN
from site_config.model.sentences import near

FOLDERS = {"page": "about", "guide": "crisis"}
COMMAND = 'python3 -m scripts new coping "A walk at night"'
# Letters of Europe that do not fall apart into a plain one and its accent.
LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "ħ": "h",
    }
)
ALL_KINDS = f"Kinds: {', '.join(starter.KINDS)}."


KIND = "kind"


class OfKind(click.Command):
    """``new``, whose flags are the keys of the kind that is named: read from the model of its
    front matter, so that both always agree.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        kind = next((word for word in args if not word.startswith("-")), "")
        if kind and kind not in starter.KINDS:
            like = near(kind, starter.KINDS)
            raise Failure(
                f"There is no kind of page `{kind}`.",
                (f"Did you mean {like}? " if like else "") + ALL_KINDS,
            )
        ctx.meta[KIND] = kind
        return super().parse_args(ctx, args)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        kind = ctx.meta.get(KIND)
        return [*super().get_params(ctx), *(map(_option, choices(kind)) if kind else ())]


def _option(choice: Choice) -> click.Option:
    words = ("with commas: " if choice.several else "") + " ".join(choice.words)
    return click.Option(
        [choice.flag, choice.key], metavar=choice.key.upper(), help=words.removesuffix(": ")
    )


@click.command(
    "new",
    cls=OfKind,
    help="Begin a page as a draft. In a terminal it asks for what you leave away. The title stands "
    f'in quotes, such as "A walk at night". {ALL_KINDS}',
    epilog=f"Each kind has flags of its own: {COMMAND} --help",
)
@click.argument("kind", required=False, metavar="[KIND]")
@click.argument("title", required=False, metavar="[TITLE]")
def command(kind: str | None, title: str | None, **flags: str | None) -> None:
    """Writes the file of a new draft and says where it is."""
    said = {key: value for key, value in flags.items() if value is not None}
    if not kind or title is None:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise Failure(
                "A new page has a kind and a title.", f"Write both, such as {COMMAND}. {ALL_KINDS}"
            )
        kind = kind or prompts.kind()
        title = prompts.title() if title is None else title
        _refuse(kind, title)
        said = prompts.rest(kind, title, said)
    path = begin(kind, title, said)
    say(
        f"Begun: {path}\nIt is a draft: fill it in, take away draft: true, then run python3 -m "
        f"scripts check {path}"
    )


def begin(kind: str, title: str, said: Mapping[str, str] | None = None) -> str:
    """Writes a starter file and gives its path below the project. Raises ``Failure``; never writes
    over a file.

    ``said`` are keys of the front matter, each with its value as it was typed.
    """
    title = " ".join(title.split())
    _refuse(kind, title)
    said = said or {}
    _known(kind, said)
    folder = model_of(kind).folder or FOLDERS[kind]
    path = ROOT / "content" / folder / f"{_slug(title)}.md"
    text = starter.text(kind, title, datetime.datetime.now().astimezone().date(), said)
    _understood(text, f"{folder}/{path.name}", said)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise Failure(*_taken(kind, title)) from error
    return path.relative_to(ROOT).as_posix()


def _refuse(kind: str, title: str) -> None:
    """Raises ``Failure`` for a title that no page can have, before anything else is asked."""
    if front_matter.HIDDEN.search(title):
        raise Failure("The title holds a hidden character.", "Type it again.")
    if not 1 <= len(title) <= 70:
        raise Failure(
            "A title has 1 to 70 characters.", 'Give a shorter one, such as "A walk at night".'
        )
    if not _slug(title):
        raise Failure(
            "The title has no letters that can stand in an address.",
            "Begin with an English one; you can change it inside.",
        )
    path = f"{model_of(kind).folder or FOLDERS[kind]}/{_slug(title)}.md"
    if TAKEN.match(path):
        raise Failure(f"The project makes a page at content/{path} itself.", "Give another title.")
    if (ROOT / "content" / path).exists():
        raise Failure(*_taken(kind, title))


def _taken(kind: str, title: str) -> tuple[str, str]:
    return (
        f"There is already a file "
        f"content/{model_of(kind).folder or FOLDERS[kind]}/{_slug(title)}.md.",
        "Give another title, or change that file.",
    )


def _known(kind: str, said: Mapping[str, str]) -> None:
    """Raises ``Failure`` for a word that a key does not hold, and says which it does."""
    for choice in choices(kind):
        typed = said.get(choice.key)
        if typed is not None and (front_matter.HIDDEN.search(typed) or "\n" in typed):
            raise Failure(
                f"What stands behind {choice.flag} holds a hidden character.",
                "Type it again, on one line.",
            )
        if typed is None or not choice.words:
            continue
        parts = [part.strip() for part in typed.split(",")] if choice.several else [typed]
        wrong = next((part for part in parts if part not in choice.words), None)
        if wrong is not None:
            raise Failure(
                f"`{wrong}` is not a word of {choice.flag}.", f"Words: {', '.join(choice.words)}."
            )


def _understood(text: str, path: str, said: Mapping[str, str]) -> None:
    """Raises ``Failure`` where what was said makes no page, before anything is written."""
    lost = next((key for key in said if not starter.holds(text, key)), None)
    if lost is not None:
        raise Failure(
            f"--{lost.replace('_', '-')} does not belong to such a page.", "Leave it away."
        )
    problems: list[Problem] = []
    try:
        entry_of(
            front_matter.read(text.encode("utf-8", "surrogateescape"), f"content/{path}"),
            path,
            problems,
        )
    except front_matter.Unreadable as error:
        problems.append(error.problem)
    if problems:
        key = problems[0].field.partition("[")[0].partition(".")[0]
        raise Failure(
            f"--{key.replace('_', '-')}: {problems[0].what}.",
            f"{problems[0].write[:1].upper()}{problems[0].write[1:]}.",
        )


def _slug(title: str) -> str:
    plain = (
        unicodedata.normalize("NFKD", title.lower().translate(LETTERS))
        .encode("ascii", "ignore")
        .decode()
        .lower()
    )
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:60].strip("-")
