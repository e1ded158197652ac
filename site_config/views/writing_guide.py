"""The guide for writers: one page for each category of rules, made from the same data that the
check runs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from site_config.i18n import N_, _
from site_config.lint.wording.rule import Rule, load_rules, load_sources
from site_config.views import labels
from site_config.views.generated_page import GeneratedPage

FOLDER = "guidelines/words"
# In the order in which a mistake could hurt: title, and for whom it matters.
CATEGORIES = {
    "suicide": (
        N_("Suicide and self-harm"),
        N_("Words without blame and without drama, for readers who think of it, or miss somebody."),
    ),
    "method": (
        N_("No ways to hurt oneself"),
        N_("No page says how, with what, or where. Not in a heading, a story or a picture."),
    ),
    "sensational": (N_("Calm words"), N_("Drama makes a thing look larger, and a person smaller.")),
    "promise": (
        N_("What we cannot promise"),
        N_("A broken promise can take hope away. Say what you know, and what you do."),
    ),
    "minimising": (
        N_("Words that make light of pain"),
        N_("Most of them are meant kindly. They still end a conversation."),
    ),
    "stigma": (
        N_("Names for people"),
        N_("A person comes before a condition, and a condition is no insult."),
    ),
    "diagnosis": (
        N_("No diagnosing"),
        N_("Peers share what they lived. To say what somebody has is for people trained for it."),
    ),
    "medical": (N_("Medicine and care"), N_("Peer support goes along with care.")),
    "substance": (N_("Alcohol and drugs"), N_("Shame keeps people from asking for help.")),
    "eating": (
        N_("Food and bodies"),
        N_("Numbers and praise for a body can harm somebody with an eating disorder."),
    ),
    "ableist": (
        N_("Disability"),
        N_("Words that use a disability to mean something bad, and what to say in their place."),
    ),
    "gender": (N_("Gender"), N_("Words that leave somebody out, and words that do not.")),
    "culture": (N_("Cultures"), N_("Names that people have for themselves.")),
    "ageist": (N_("Age"), N_("Old and young are no insult.")),
    "plain": (
        N_("Plain words"),
        N_("Somebody may read this tired, in fear, or in their third language."),
    ),
    "jargon": (N_("Words that few people know"), N_("Say it as you would to a friend.")),
    "structure": (
        N_("How a page is built"),
        N_("Headings, tables, and a box for help where a page speaks of hard things."),
    ),
    "links": (
        N_("Links and numbers"),
        N_("What is tapped must say where it leads, and dial what it shows."),
    ),
    "media": (
        N_("Pictures, sound and film"),
        N_("For those who cannot see or hear them, and for those whom they could hurt."),
    ),
    "privacy": (N_("Readers’ privacy"), N_("Nothing on a page may tell others who reads it.")),
    "evidence": (
        N_("Facts and figures"),
        N_("A figure carries its source, and somebody has read it."),
    ),
}
# What is wrong there is not shown: an example can hurt, too.
WITHOUT_EXAMPLES = frozenset({"suicide", "method", "sensational", "eating"})
# An example of Markdown that is longer fills a phone and explains nothing.
LONGEST = 240
MARK = re.compile(r"\s*<!--.*?-->")


@dataclass(frozen=True)
class ShownRule:
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
class CategoryView:
    """One page of the guide: the rules of a category; ``near`` says that its subject is hard to
    read about.
    """

    lead: str
    rules: list[ShownRule]
    near: bool


@dataclass(frozen=True)
class WritingGuideView:
    """The first page of the guide: every category with its address, its lead, and how many rules it
    has.
    """

    categories: list[tuple[str, str, str, int]]


def pages() -> list[GeneratedPage]:
    """The guide for writers. It is out of the search: a reader in distress looks for other words."""
    by_category: dict[str, list[Rule]] = {key: [] for key in CATEGORIES}
    for rule in load_rules().values():
        by_category[rule.category].append(rule)
    index = WritingGuideView(
        [
            (_(title), f"{FOLDER}/{key}/", _(lead), len(by_category[key]))
            for key, (title, lead) in CATEGORIES.items()
        ]
    )
    return [
        GeneratedPage(f"{FOLDER}/index.md", _("A guide for writers"), "words.html", view=index),
        *(
            GeneratedPage(
                f"{FOLDER}/{key}.md",
                _(title),
                "words-category.html",
                view=CategoryView(
                    _(lead),
                    [_shown(rule) for rule in by_category[key]],
                    key in {"suicide", "method"},
                ),
            )
            for key, (title, lead) in CATEGORIES.items()
        ),
    ]


def _shown(rule: Rule) -> ShownRule:
    hidden = rule.category in WITHOUT_EXAMPLES
    sources = [(address, _host(address), _read(address)) for address in rule.sources]
    return ShownRule(
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
