"""What a YAML parser says of a front matter that it cannot read, in words that help."""

from __future__ import annotations

import re

import yaml

from site_config.model.problems import Problem

# What libyaml or PyYAML say, and what to do about it. The first sign that is found decides.
REMEDIES = {
    "mapping values are not allowed": "put quotes around a value that holds a colon",
    "undefined alias": "put quotes around a value that begins with *",
    "scanning a quoted scalar": "close the quotes that were opened",
    "unknown escape": "take the backslash away, or use single quotes",
    "tab": "use spaces instead of a tab",
    "flow sequence": "close the bracket that was opened, or put quotes around the value",
    "flow mapping": "close the bracket that was opened, or put quotes around the value",
    "could not find expected ':'": "write it as key: value",
    "another document": "keep one block of keys",
}
QUOTED = re.compile(r"""\s*(?:-\s+)*(?:[\w-]+:\s+)?(["'].*)""")
WHOLE = {'"': r'"(?:[^"\\]|\\.)*"(?:\s+#.*|\s*:.*)?', "'": r"'(?:[^']|'')*'(?:\s+#.*|\s*:.*)?"}
CURLY = re.compile(r"\s*(?:-\s+)*(?:[\w-]+:\s+)?[“”„‘’](?:.*:(?:\s|$)|.*\s#|\s*$)")
# Faults that begin on the line where something was opened, however far below it the parser gives
# up.
OPENED = ("while scanning a quoted scalar", "while parsing a flow", "while scanning a simple key")


def syntax(path: str, source: str, error: yaml.YAMLError) -> Problem:
    """What the parser stumbled over, at the line that a person should look at."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem(
            path,
            2,
            "",
            "the front matter is not readable as YAML",
            "compare with another file of this kind",
        )
    curly = _curly_quote(source)
    if curly is not None:
        return Problem(
            path,
            curly + 2,
            "",
            "the curly quotes around this value mean nothing to YAML",
            'write plain quotes: " at both ends, or \' where " stands inside',
        )
    unclosed = _unclosed_quote(source)
    if unclosed is not None:
        return Problem(
            path,
            unclosed + 2,
            "",
            "quotes are opened here and not closed, or stand inside quotes",
            "close them, or put the other kind of quotes around the whole value",
        )
    context, detail = error.context or "", error.problem or ""
    opened = error.context_mark if context.startswith(OPENED) else None
    mark = opened or error.problem_mark or error.context_mark
    line = mark.line if mark else 0
    if "cannot start any token" in detail and mark:
        letter = source.split("\n")[line][mark.column : mark.column + 1]
        write = (
            REMEDIES["tab"]
            if letter == "\t"
            else f"put quotes around a value that begins with {letter}"
        )
    else:
        write = next(
            (remedy for sign, remedy in REMEDIES.items() if sign in f"{context} {detail}"),
            "compare with another file of this kind; put quotes around text with : # or *",
        )
    return Problem(
        path,
        line + 2,
        "",
        "this line is not readable as YAML" + (f" ({detail})" if detail else ""),
        write,
    )


def _unclosed_quote(source: str) -> int | None:
    """The first line, from 0, whose value opens quotes that the same line does not close: the
    parser may notice far below.
    """
    for n, line in enumerate(source.split("\n")):
        value = QUOTED.match(line)
        if value and not re.fullmatch(WHOLE[value[1][0]], value[1].rstrip()):
            return n
    return None


def _curly_quote(source: str) -> int | None:
    """The first line, from 0, whose value begins with quotes as a text program makes them, and
    holds what only plain quotes allow.
    """
    return next((n for n, line in enumerate(source.split("\n")) if CURLY.match(line)), None)
