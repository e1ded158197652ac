"""``checked``: records that a person checked a helpline. One field of one line is written, in
place; all else stays as it is.
"""

from __future__ import annotations

import datetime
import json
import os
import re
from pathlib import Path
from typing import Any

import click

from scripts.arguments import day_of
from scripts.bootstrap.console import Failure, say
from scripts.bootstrap.environment import ROOT
from site_config.model import load
from site_config.model.catalogue import entry_of
from site_config.model.front_matter import Document, Unreadable, read
from site_config.model.problems import Problem
from site_config.model.sentences import near


@click.command("checked")
@click.argument("line", metavar="LINE-ID")
@click.option(
    "--how",
    required=True,
    type=click.Choice(["page", "call"]),
    help="the operator's own page was opened, or the line was called",
)
@click.option("--role", required=True, help='who looked: a role such as "volunteer", never a name')
@click.option("--date", help="the day of the look, such as 2026-11-24; today if left out")
def command(line: str, how: str, role: str, date: str | None) -> None:
    """Record that a person checked a helpline, by its id, such as ie-samaritans."""
    path = record(ROOT / "content", line, day_of(date), how, role)
    say(f"{line} is marked as checked in content/{path}.")


def record(
    content: Path,
    line: str,
    day: datetime.date,
    how: str,
    role: str,
    today: datetime.date | None = None,
) -> str:
    """Writes one check into the file of its country and gives that file's path below ``content``.

    Raises ``Failure`` with the file untouched: an id that is not there, a day to come or before the
    one that is written, a role that looks like a person, a file with a mistake in it or in another
    form than one key a line, or another run at work on it.
    """
    role = _role(role)
    today = today or datetime.datetime.now().astimezone().date()
    if day > today:
        raise Failure(f"{day} has not come yet.", "Give the day on which somebody looked.")
    catalogue, problems = load(content)
    known = catalogue.lines()
    if line not in known:
        if any(
            problem.level == "error" and Path(problem.path).stem == line[:2] for problem in problems
        ):
            raise Failure(
                f"content/crisis/{line[:2]}.md has a mistake in it.",
                "Mend it first: python3 -m scripts check",
            )
        like = near(line, known)
        raise Failure(
            f"There is no line {line}.",
            f"Did you mean {like}?" if like else "Give the id of a line, such as ie-samaritans.",
        )
    path = known[line][0].path
    # The new text goes into the lock, as git does it: whoever made the lock may swap it in, and
    # nobody else.
    lock = (content / path).with_name(f".{Path(path).name}.lock")
    try:
        handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0))
    except FileExistsError:
        raise Failure(
            f"Another run is writing to content/{path}.",
            f"Wait for it; if there is none, delete {lock}.",
        ) from None
    try:
        with os.fdopen(handle, "wb") as file:
            before = (content / path).read_bytes()
            file.write(changed(before, path, line, {"date": day, "how": how, "role": role}))
            file.flush()
            os.fsync(file.fileno())
        os.chmod(lock, (content / path).stat().st_mode & 0o777)
        os.replace(lock, content / path)
    finally:
        lock.unlink(missing_ok=True)
    return path


def changed(before: bytes, path: str, line: str, check: dict[str, Any]) -> bytes:
    """A country's file with one check written into one line, and every other byte as it was."""
    document = _read(before, path)
    n, item = next(
        (n, item) for n, item in enumerate(document.fields["lines"]) if item["id"] == line
    )
    old = item.get("checked")
    if old and old["date"] > check["date"]:
        raise Failure(
            f"{line} was checked on {old['date']}, which is later.",
            "Give a later day, or leave it.",
        )
    rows = before.decode("utf-8").splitlines(keepends=True)
    key = "checked" if old else "compiled"
    at = document.place(("lines", n, key)).line - 1
    head = re.match(rf"( *(?:- +)?){key}:", rows[at])
    if head is None:
        raise Failure(
            f"content/{path} holds {line} in brackets.",
            "Write it with one key a line, as the other lines are.",
        )
    end = "\r\n" if rows[at].endswith("\r\n") else "\n"
    role = json.dumps(check["role"], ensure_ascii=False)
    written = f"checked: {{date: {check['date']}, how: {check['how']}, role: {role}}}"
    indent = len(head[1])
    if old:
        stop = at + 1
        while (
            stop < len(rows)
            and rows[stop].strip()
            and len(rows[stop]) - len(rows[stop].lstrip(" ")) > indent
        ):
            stop += 1
        comments = re.findall(r"(?:(?<=\s)|^)#[^\r\n]*", "".join(rows[at:stop]), re.M)
        rows[at:stop] = [
            head[1] + written + end,
            *(" " * indent + comment + end for comment in comments),
        ]
    else:
        rows.insert(at + 1, " " * indent + written + end)
    after = "".join(rows).encode()
    _refuse_more(document, _read(after, path), n, check)
    return after


def _read(raw: bytes, path: str) -> Document:
    problems: list[Problem] = []
    try:
        document = read(raw, f"content/{path}")
    except Unreadable as error:
        raise Failure(str(error), "Mend it first: python3 -m scripts check") from None
    if entry_of(document, path, problems) is None:
        raise Failure(str(problems[0]), "Mend it first: python3 -m scripts check")
    return document


def _refuse_more(before: Document, after: Document, n: int, check: dict[str, Any]) -> None:
    lines = [dict(item) for item in before.fields["lines"]]
    lines[n]["checked"] = check
    if after.fields != {**before.fields, "lines": lines} or after.body != before.body:
        raise Failure(
            f"{before.path} could not be changed without changing more than the check.",
            "Write it by hand below compiled:",
        )


def _role(role: str) -> str:
    role = " ".join(role.split())
    words = re.findall(r"[^\W\d_][\w'-]*", role)
    named = [word for word in words if word != word.lower() and word != word.upper()]
    if not words or re.search(r"[@0-9:/#\\\"]", role) or named or len(role) > 60:
        raise Failure(
            "This says who looked by their role, never by their name, mail or number.",
            'Write a role in small letters, such as --role "volunteer" or --role "nurse".',
        )
    return role
