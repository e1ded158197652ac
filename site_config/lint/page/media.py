"""Pictures, sound and film: what those get who cannot see or hear them, and what they could do to a
reader.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from site_config.lint.markdown.markup import Target, tags, targets
from site_config.lint.markdown.text import Text
from site_config.lint.wording.rule import Rule, problem_at
from site_config.model import Problem

DECORATION = re.compile(r"\{[^{}]*\.decorative\b[^{}]*\}")
PLAYED = re.compile(
    r"\.(?:mp4|m4v|webm|mov|ogv|mp3|m4a|ogg|oga|opus|wav|flac)(?:[?#]|$)"
    r"|^https?://(?:[\w-]+\.)*(?:youtube\.com/(?:watch|shorts|live)|youtu\.be/|vimeo\.com/\d|soundcloud\.com/|open\.spotify\.com/episode)",
    re.I,
)
OF_A_KIND = re.compile(
    r"(?:an?\s+|the\s+)?(?:image|picture|photo|photograph|graphic|illustration|drawing|screenshot|icon)\s+"
    r"(?:of|showing)\b",
    re.I,
)
BY_ITSELF = re.compile(r"(?:^|[\s\"'/])autoplay\b", re.I)


def alt(text: Text, rule: Rule) -> Iterator[Problem]:
    """A picture without words, unless it is marked as decoration."""
    for picture in pictures(text):
        if (
            not picture.words.strip()
            and not DECORATION.match(picture.braces)
            and not _is_decoration(picture)
        ):
            yield problem_at(text, rule, picture.line, picture.column)


def redundant(text: Text, rule: Rule) -> Iterator[Problem]:
    """A picture whose words say that it is one."""
    for picture in pictures(text):
        if OF_A_KIND.match(picture.words.strip()):
            yield problem_at(text, rule, picture.line, picture.column)


def harmful(text: Text, rule: Rule) -> Iterator[Problem]:
    """A picture whose words or whose name are of a method, an injury or despair."""
    pattern = re.compile(rule.params["pattern"], re.I)
    for picture in pictures(text):
        name = posixpath.splitext(posixpath.basename(picture.address))[0]
        seen = pattern.search(f"{picture.words} | {re.sub(r'[-_]+', ' ', name)}")
        if seen:
            yield problem_at(text, rule, picture.line, picture.column, f"“{seen[0]}”")


def transcript(text: Text, rule: Rule) -> Iterator[Problem]:
    """Something to hear or to watch whose words cannot be read."""
    links = [target for target in targets(text) if not target.picture and target.written != "named"]
    here = any(
        block.kind == "heading" and "transcript" in block.text.lower() for block in text.blocks
    )
    if here or any("transcript" in link.words.lower() for link in links):
        return
    if text.fields.get("kind") == "resource" and text.fields.get("transcript") == "here":
        yield problem_at(text, rule, text.entry.line_of("transcript") if text.entry else 1)
    for link in links:
        if PLAYED.search(link.address):
            yield problem_at(text, rule, link.line, link.column)


def autoplay(text: Text, rule: Rule) -> Iterator[Problem]:
    """Sound or film that begins by itself."""
    for tag in tags(text):
        if tag.name in {"video", "audio"} and BY_ITSELF.search(tag.attributes):
            yield problem_at(text, rule, tag.line, tag.column)


def pictures(text: Text) -> Iterator[Target]:
    """Every picture of a page's body."""
    return (target for target in targets(text) if target.picture)


def _is_decoration(picture: Target) -> bool:
    """In HTML an empty ``alt`` is meant only together with the same mark."""
    return picture.written == "html" and "decorative" in picture.braces


CHECKS = {
    "img_alt": alt,
    "alt_redundant": redundant,
    "harmful_image": harmful,
    "transcript": transcript,
    "autoplay": autoplay,
}
