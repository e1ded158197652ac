"""Links as people meet them: what their words say, whether a number can be tapped, and what an
address tells others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_config.lint.markdown.markup import AUTO, TAG, Chunk, chunks, of_chunk, tags, targets
from site_config.lint.markdown.text import Text
from site_config.lint.wording.rule import Rule, problem_at, problem_in
from site_config.model import Problem

MARKS = re.compile(r"!?\[|\]\([^()]{0,400}\)|[\]*_~`]|<[^<>]{0,400}>")
WEB = re.compile(r"\bhttps?://[^\s<>)\]\"'|]{2,}|\bwww\.[\w-]+\.[^\s<>)\]\"'|]+", re.I)
TRACKING = re.compile(
    r"[?&;#](?:utm_\w{1,20}|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_[ce]id|"
    r"_hsenc|_hsmi|mkt_tok|vero_id|oly_(?:anon|enc)_id|trk|s_cid)=",
    re.I,
)
WHOLE_NUMBER = re.compile(r"tel:(?:\+[1-9]\d{6,14}|[\d*#]{2,6})", re.I)
BODY_OF_SMS = re.compile(r"sms:[^?&;]*[?&;].{0,40}?body=", re.I)
OWN_TAB = re.compile(r"target\s{0,9}=\s{0,9}[\"']?_?(?:blank|new)\b", re.I)
# With + or 0 in front, or as it is written in North America; and short ones behind a word such as
# "call".
NUMBER = re.compile(
    r"""(?<![\w/.,:+=#-]) (?:
      (?:\+\s?\d|\(0\d|0\d) (?:[\s().–-]{0,2}\d){5,16}
    | (?:1[\s.-])? (?:\(\d{3}\)\s? | \d{3}[\s.-]) \d{3}[\s.-]\d{4}
    ) (?![\w/]|[.,:-]\d)""",
    re.X,
)
AFTER_CALL = re.compile(
    r"\b(?:call|ring|phone|dial)\s+(?:(?:us|them|it)\s+)?(?:(?:on|at)\s+)?(\d{3}(?:[ "
    r"-]?\d{3})?)(?![\w/-]|[.,:]\d|\s?%"
    r"|\s+(?:people|times|words|days|weeks|years|minutes|members|of|in)\b)",
    re.I,
)
DATE = re.compile(r"(?:\d{1,2}[. -]){2}\d{2,4}|\d{4}[. -]\d{1,2}[. -]\d{1,2}")


def vague(text: Text, rule: Rule) -> Iterator[Problem]:
    """A link whose words say nothing to somebody who hears links in a list, or that has none."""
    known = frozenset(rule.params["words"])
    for target in targets(text):
        if target.picture or target.written in {"definition", "auto"}:
            continue
        words = " ".join(re.findall(r"[\w'’-]+", MARKS.sub(" ", target.words))).lower()
        if words in known or not words:
            yield problem_at(
                text, rule, target.line, target.column, f"“{words}”" if words else "it has no words"
            )


def raw(text: Text, rule: Rule) -> Iterator[Problem]:
    """An address where words could be."""
    for chunk in chunks(text):
        if "://" not in chunk.words and "www." not in chunk.words.lower():
            continue
        places = [one.start() for one in AUTO.finditer(chunk.words) if one[1].startswith("http")]
        places += [one.start() for one in WEB.finditer(_without(chunk, addresses_alone=True))]
        for place in sorted(places):
            yield problem_at(text, rule, *chunk.place(place))


def tracking(text: Text, rule: Rule) -> Iterator[Problem]:
    """An address that carries along where a reader came from, in the text or in the front matter."""
    for number, line in text.head:
        mark = TRACKING.search(line) if "://" in line and len(line) <= 3_000 else None
        if mark:
            yield problem_at(text, rule, number, mark.start() + 1, mark[0].strip("?&;#="))
    for target in targets(text):
        mark = TRACKING.search(target.address) if target.written != "named" else None
        if mark:
            yield problem_at(text, rule, target.line, target.column, mark[0].strip("?&;#="))


def dialled(text: Text, rule: Rule) -> Iterator[Problem]:
    """A ``tel:`` address that not every phone can dial from everywhere."""
    for target in targets(text):
        if (
            target.written != "named"
            and target.address.lower().startswith("tel:")
            and not WHOLE_NUMBER.fullmatch(target.address)
        ):
            yield problem_at(text, rule, target.line, target.column, target.address[:40])


def prefilled(text: Text, rule: Rule) -> Iterator[Problem]:
    """An ``sms:`` address that writes the message, too."""
    for target in targets(text):
        if target.written != "named" and BODY_OF_SMS.match(target.address):
            yield problem_at(text, rule, target.line, target.column)


def own_tab(text: Text, rule: Rule) -> Iterator[Problem]:
    """A link that opens beside the page."""
    for tag in tags(text):
        if OWN_TAB.search(tag.attributes):
            yield problem_at(text, rule, tag.line, tag.column)
    for target in targets(text):
        if target.written in {"inline", "named"} and OWN_TAB.search(target.braces):
            yield problem_at(text, rule, target.line, target.column)


def bare_number(text: Text, rule: Rule) -> Iterator[Problem]:
    """A number that people would dial and cannot tap. What stands at a crisis line comes from its
    own fields.
    """
    if text.kind == "country":
        return
    for block in text.blocks:
        if block.kind == "value" or block.key == "title":
            for start, number in _numbers(block.text):
                yield problem_in(text, rule, block, start, number)
    for chunk in chunks(text):
        if any(letter.isdigit() for letter in chunk.words):
            for start, number in _numbers(_without(chunk)):
                yield problem_at(text, rule, *chunk.place(start), number)


def _numbers(words: str) -> Iterator[tuple[int, str]]:
    for one in NUMBER.finditer(words):
        if not DATE.fullmatch(one[0]) and sum(letter.isdigit() for letter in one[0]) <= 15:
            yield one.start(), one[0]
    for one in AFTER_CALL.finditer(words):
        yield one.start(1), one[1]


def _without(chunk: Chunk, *, addresses_alone: bool = False) -> str:
    """A piece of a page with blanks for its links and tags, or for their addresses alone."""
    words = chunk.words
    spans = [
        target.address_span if addresses_alone and target.written == "inline" else target.span
        for target in of_chunk(chunk)
    ]
    spans += [tag.span() for tag in TAG.finditer(words)] if "<" in words else []
    for start, end in spans:
        words = words[:start] + re.sub(r"[^\n]", " ", words[start:end]) + words[end:]
    return words


CHECKS = {
    "vague_link": vague,
    "raw_url": raw,
    "tracking_link": tracking,
    "tel_format": dialled,
    "sms_body": prefilled,
    "new_tab": own_tab,
    "bare_phone": bare_number,
}
