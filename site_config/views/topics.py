"""Pages by a word: what a section has for a feeling, in the first person, or about a subject. Each
has an entry that bears its word.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass, field

from site_config.i18n import _
from site_config.model import Catalogue, Challenge, Coping, Entry, Group, Resource
from site_config.views import cards, labels
from site_config.views.cards import Card
from site_config.views.generated_page import GeneratedPage

LONGEST = 160
# In the search a page of content comes before a page that leads to it, and things to do before the
# rest.
FIRST, OTHERS = 0.6, 0.1
FIRST_SECTION = "coping"
# Every word by which there may be a page: feelings first, then subjects.
WORDS = (*labels.feeling, *labels.tag)
# Where the way to a person stands above all else.
NEAR = frozenset({"urge", "low", "numb"})
ByWord = dict[str, list[Entry]]


@dataclass(frozen=True)
class Section:
    """A part of the site that has such pages: its folder, which is also what it lists, and its
    words.

    ``title`` makes a page's title of the word's own; ``every`` leads back; ``lead`` stands below a
    title, ``ask`` above all words, and ``heading`` above its cards on a page of another section.
    """

    folder: str
    title: str
    every: str
    lead: str
    ask: str
    heading: str


@dataclass(frozen=True)
class Chip:
    """A way to a page by a word; ``here`` is the page that it stands on."""

    title: str
    path: str
    word: str
    here: bool = False


@dataclass(frozen=True)
class Elsewhere:
    """What another section has for the same word."""

    heading: str
    cards: list[Card]


@dataclass(frozen=True)
class TopicView:
    """What such a page shows: its cards, the way back, every word of its section, and what other
    sections have.

    ``near`` puts the way to a person above the cards.
    """

    section: Section
    cards: list[Card]
    narrows: bool
    chips: list[Chip] = field(default_factory=list)
    elsewhere: list[Elsewhere] = field(default_factory=list)
    near: bool = False


def sections() -> tuple[Section, ...]:
    """The parts of the site that have pages by a word, in the order in which they are offered."""
    return (
        Section(
            "coping",
            "{word}",
            _("All coping ideas"),
            _("Small things to try. Pick one; you can stop at any time."),
            _("What is it like right now?"),
            _("Something to do"),
        ),
        Section(
            "challenges",
            _("{word}: small challenges"),
            _("All small challenges"),
            _("Small steps over a week or a month."),
            _("Find one that fits"),
            _("Small challenges"),
        ),
        Section(
            "groups",
            _("{word}: groups"),
            _("All groups"),
            _("Groups for people who share this."),
            _("What brings you?"),
            _("Groups"),
        ),
        Section(
            "resources",
            _("{word}: resources"),
            _("All resources"),
            _("Made by others. Each page says what it costs, and where data goes."),
            _("What is it about?"),
            _("Made by others"),
        ),
    )


def name_of(word: str) -> str:
    """What a feeling or a subject is called."""
    return labels.feeling[word] if word in labels.feeling else labels.tag[word]


def words_of(entry: Entry) -> list[str]:
    """The feelings and subjects by which an entry is found."""
    if isinstance(entry, Coping):
        return list(entry.helps_with)
    if isinstance(entry, Group):
        return [entry.topic]
    return [*entry.helps_with, *entry.tags] if isinstance(entry, Challenge | Resource) else []


def chips(catalogue: Catalogue, folder: str, here: str = "") -> list[Chip]:
    """The pages by a word that a section has, feelings first; none in a copy without the page that
    the section begins with.
    """
    return (
        _chips(catalogue, folder, _by_word(catalogue, folder), here)
        if any(section.folder == folder for section in sections())
        else []
    )


def topics_of(catalogue: Catalogue, entry: Entry) -> list[Chip]:
    """Where an entry leads on: the pages by each word that it bears, which hold what every section
    has for it.
    """
    # A word that an entry bears has a page: the entry itself stands on it.
    return _chips(catalogue, entry.path.partition("/")[0], words_of(entry))


def pages(catalogue: Catalogue) -> list[GeneratedPage]:
    """Every page by a word, of every section."""
    found = {section.folder: _by_word(catalogue, section.folder) for section in sections()}
    return [
        _page(catalogue, section, chip, found)
        for section in sections()
        for chip in _chips(catalogue, section.folder, found[section.folder])
    ]


def narrows(found: list[Card]) -> bool:
    """Whether there is something to choose from by time and place: two cards or more that say where
    they are for.
    """
    return sum(bool(card.where) for card in found) > 1


def _by_word(catalogue: Catalogue, folder: str) -> ByWord:
    """The entries of a section by each word that they bear: first those that name it first, and
    else in the order of its listing. No section here leaves any out by the day.
    """
    found: ByWord = {}
    for entry in cards.listed(catalogue, folder, datetime.date.min):
        for word in dict.fromkeys(words_of(entry)):
            found.setdefault(word, []).append(entry)
    return {
        word: sorted(entries, key=lambda entry: words_of(entry).index(word))
        for word, entries in found.items()
    }


def _chips(catalogue: Catalogue, folder: str, found: Collection[str], here: str = "") -> list[Chip]:
    if f"{folder}/index" not in catalogue.pages:
        return []
    return [
        Chip(name_of(word), f"{folder}/for/{word}/", word, word == here)
        for word in WORDS
        if word in found
    ]


def _page(
    catalogue: Catalogue, section: Section, chip: Chip, found: dict[str, ByWord]
) -> GeneratedPage:
    def shown(folder: str) -> list[Card]:
        return [cards.card(entry) for entry in found[folder].get(chip.word, [])]

    own = shown(section.folder)
    elsewhere = [
        Elsewhere(other.heading, more)
        for other in sections()
        if other != section and (more := shown(other.folder))
    ]
    view = TopicView(
        section,
        own,
        narrows(own),
        _chips(catalogue, section.folder, found[section.folder], chip.word),
        elsewhere,
        chip.word in NEAR,
    )
    typed = (
        labels.typed[chip.word] if chip.word in labels.typed else [labels.tag[chip.word].lower()]
    )
    return GeneratedPage(
        f"{chip.path.rstrip('/')}.md",
        section.title.format(word=chip.title),
        "facet.html",
        _description(section, own),
        view,
        search_words=tuple(typed),
        boost=FIRST if section.folder == FIRST_SECTION else OTHERS,
    )


def _description(section: Section, found: list[Card]) -> str:
    """A page in one line, for the search: what stands on it, as far as it has room."""
    said = f"{section.heading}: {found[0].title}"
    for card in found[1:]:
        if len(said) + len(card.title) + 3 > LONGEST:
            return said + " …"
        said += f", {card.title}"
    return said + "."
