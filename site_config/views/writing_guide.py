"""The guide for writers: one page for each category of rules, made from the same data that the
check runs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from site_config.i18n import _
from site_config.lint.wording.rule import Rule, load_rules, load_sources
from site_config.views import labels
from site_config.views.generated_page import MadePage

FOLDER = "guidelines/words"
# In the order in which a mistake could hurt: title, and for whom it matters.
CATEGORIES = {
    "suicide": (
        _("Suicide and self-harm"),
        _("Words without blame and without drama, for readers who think of it, or miss somebody."),
    ),
    "method": (
        _("No ways to hurt oneself"),
        _("No page says how, with what, or where. Not in a heading, a story or a picture."),
    ),
    "sensational": (_("Calm words"), _("Drama makes a thing look larger, and a person smaller.")),
    "promise": (
        _("What we cannot promise"),
        _("A broken promise can take hope away. Say what you know, and what you do."),
    ),
    "minimising": (
        _("Words that make light of pain"),
        _("Most of them are meant kindly. They still end a conversation."),
    ),
    "stigma": (
        _("Names for people"),
        _("A person comes before a condition, and a condition is no insult."),
    ),
    "diagnosis": (
        _("No diagnosing"),
        _("Peers share what they lived. To say what somebody has is for people trained for it."),
    ),
    "medical": (_("Medicine and care"), _("Peer support goes along with care.")),
    "substance": (_("Alcohol and drugs"), _("Shame keeps people from asking for help.")),
    "eating": (
        _("Food and bodies"),
        _("Numbers and praise for a body can harm somebody with an eating disorder."),
    ),
    "ableist": (
        _("Disability"),
        _("Words that use a disability to mean something bad, and what to say in their place."),
    ),
    "gender": (_("Gender"), _("Words that leave somebody out, and words that do not.")),
    "culture": (_("Cultures"), _("Names that people have for themselves.")),
    "ageist": (_("Age"), _("Old and young are no insult.")),
    "plain": (
        _("Plain words"),
        _("Somebody may read this tired, in fear, or in their third language."),
    ),
    "jargon": (_("Words that few people know"), _("Say it as you would to a friend.")),
    "structure": (
        _("How a page is built"),
        _("Headings, tables, and a box for help where a page speaks of hard things."),
    ),
    "links": (
        _("Links and numbers"),
        _("What is tapped must say where it leads, and dial what it shows."),
    ),
    "media": (
        _("Pictures, sound and film"),
        _("For those who cannot see or hear them, and for those whom they could hurt."),
    ),
    "privacy": (_("Readers’ privacy"), _("Nothing on a page may tell others who reads it.")),
    "evidence": (
        _("Facts and figures"),
        _("A figure carries its source, and somebody has read it."),
    ),
}
# What is wrong there is not shown: an example can hurt, too.
WITHOUT_EXAMPLES = frozenset({"suicide", "method", "sensational", "eating"})
# An example of Markdown that is longer fills a phone and explains nothing.
LONGEST = 240
MARK = re.compile(r"\s*<!--.*?-->")


@dataclass(frozen=True)
class Shown:
    """One rule as the guide shows it: what is wrong, what to write, examples, and the host of each
    source with how much was read.

    ``markdown`` says that the examples are Markdown as it is typed, and no sentences.
    """

    id: str
    level: str
    why: str
    write: str
    good: str
    bad: str
    markdown: bool
    sources: list[tuple[str, str, str]]


@dataclass(frozen=True)
class WordsView:
    """One page of the guide: the rules of a category; ``near`` says that its subject is hard to
    read about.
    """

    lead: str
    rules: list[Shown]
    near: bool


@dataclass(frozen=True)
class GuideForWriters:
    """The first page of the guide: every category with its address, its lead, and how many rules it
    has.
    """

    categories: list[tuple[str, str, str, int]]


def pages() -> list[MadePage]:
    """The guide for writers. It is out of the search: a reader in distress looks for other words."""
    by_category: dict[str, list[Rule]] = {key: [] for key in CATEGORIES}
    for rule in load_rules().values():
        by_category[rule.category].append(rule)
    index = GuideForWriters(
        [
            (title, f"{FOLDER}/{key}/", lead, len(by_category[key]))
            for key, (title, lead) in CATEGORIES.items()
        ]
    )
    return [
        MadePage(f"{FOLDER}/index.md", _("A guide for writers"), "words.html", view=index),
        *(
            MadePage(
                f"{FOLDER}/{key}.md",
                title,
                "words-category.html",
                view=WordsView(
                    lead, [_shown(rule) for rule in by_category[key]], key in {"suicide", "method"}
                ),
            )
            for key, (title, lead) in CATEGORIES.items()
        ),
    ]


def _shown(rule: Rule) -> Shown:
    hidden = rule.category in WITHOUT_EXAMPLES
    sources = [(address, _host(address), _read(address)) for address in rule.sources]
    return Shown(
        rule.id,
        rule.level,
        _sentence(rule.message),
        _sentence(rule.suggestion),
        _example(rule.good[0]),
        "" if hidden else _example(rule.bad[0]),
        rule.kind == "check",
        sources,
    )


def _sentence(clause: str) -> str:
    """A clause of a Problem as a sentence of a page."""
    return clause[0].upper() + clause[1:] + ("" if clause[-1] in ".:?”" else ".")


def _example(markdown: str) -> str:
    """An example as a reader sees it, without a mark; nothing of one that is too long, or that is a
    whole file.
    """
    return (
        ""
        if len(markdown) > LONGEST or markdown.startswith("---")
        else MARK.sub("", markdown).strip()
    )


def _host(address: str) -> str:
    return address.split("/")[2].removeprefix("www.")


def _read(address: str) -> str:
    return labels.read[load_sources()[address]]
