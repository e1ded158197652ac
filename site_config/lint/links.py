"""Links that stay on the site: each leads to a page, a picture or a part of a page that is there."""

from __future__ import annotations

import difflib
import functools
import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from site_config.lint.markdown import markup
from site_config.lint.markdown.render import anchors_of
from site_config.lint.markdown.text import Text
from site_config.model import Catalogue, Entry, Problem, is_published
from site_config.model.addresses import address_of
from site_config.model.folder import TAKEN

ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
PICTURE = re.compile(r"\.(?:png|jpe?g|webp|avif|gif|svg)$", re.I)
PICTURE_NAMED = re.compile(PICTURE.pattern.removesuffix("$"), re.I)
# Looking for a name that is meant takes time: of a page full of dead links, the first ones are
# enough.
MOST_SUGGESTIONS = 30
MOST_OF_A_PAGE = 10
# How much of a name without its ending must be the same, from 0 to 1.
ALIKE = 0.65
PORTAL = ("portal/feedback", "portal/code")
# Where the project makes pages itself; without knowing which, nobody can say that a link there
# leads nowhere.
MADE_AT = re.compile(rf"(?:{TAKEN.pattern})|crisis/[a-z]{{2}}(?:/|\.md$)")


@dataclass
class LinkTargets:
    """What a link may lead to: pages by path and by address, pictures, and pages that the project
    makes itself.

    ``made`` gives the paths of those (``coping/for/panic/index.md``) and of data files, and is
    asked once a link needs it; None where nobody knows them: then what is no file of content is not
    looked at. ``broken`` are slugs of files that could not be read.
    """

    catalogue: Catalogue
    broken: Collection[str] = ()
    made: Callable[[], Collection[str]] | None = None
    suggested: int = field(default=0)

    @functools.cached_property
    def pages(self) -> dict[str, Entry]:
        return {entry.path: entry for entry in self.catalogue.entries()}

    @functools.cached_property
    def addresses(self) -> dict[str, Entry]:
        return {entry.url: entry for entry in self.catalogue.entries()}

    @functools.cached_property
    def moved(self) -> dict[str, Entry]:
        return {
            address: entry for entry in self.catalogue.entries() for address in entry.moved_from
        }

    @functools.cached_property
    def made_paths(self) -> frozenset[str]:
        return frozenset(self.made() if self.made else ())

    @functools.cached_property
    def made_addresses(self) -> frozenset[str]:
        groups = {f"portal/groups/{slug.rpartition('/')[2]}/join" for slug in self.catalogue.groups}
        return frozenset({address_of(path) for path in self.made_paths} | groups | set(PORTAL))

    def near(self, path: str, entry: Entry) -> str:
        """What the writer may have meant, as a sentence, or what to do at all."""
        self.suggested += 1
        name, paths = posixpath.basename(path), [*self.pages, *self.catalogue.pictures]
        found = [one for one in paths if posixpath.basename(one) == name and name != "index.md"]
        if not found and self.suggested <= MOST_SUGGESTIONS:
            found = [
                one
                for one in difflib.get_close_matches(path, paths, 3, 0.7)
                if difflib.SequenceMatcher(None, _stem(one), _stem(path)).ratio() >= ALIKE
            ]
        return (
            f"did you mean {relative(found[0], entry)}?"
            if found
            else "name a file that exists below content/"
        )


def problems(
    catalogue: Catalogue,
    texts: Mapping[str, Text],
    broken: Collection[str] = (),
    made: Callable[[], Collection[str]] | None = None,
) -> list[Problem]:
    """What is wrong with links that stay on the site, and pictures that a page shows, each with
    line and column. ``texts`` are the pages by their paths.
    """
    known = LinkTargets(catalogue, broken, made)
    return [
        problem for entry in catalogue.entries() for problem in _of(entry, texts[entry.path], known)
    ]


def pictures(catalogue: Catalogue, texts: Mapping[str, Text]) -> set[str]:
    """The paths of the pictures that pages show or lead to, drafts among them. ``texts`` are the
    pages by their paths.
    """
    shown = [
        entry
        for entry in [*catalogue.entries(), *catalogue.drafts.values()]
        if PICTURE_NAMED.search(entry.body)
    ]
    return {
        below(entry, target)
        for entry in shown
        for _, _, target in targets(texts.get(entry.path) or Text.of(entry))
        if PICTURE.search(target)
    }


def targets(text: Text) -> list[tuple[int, int, str]]:
    """Where each link and picture of a page leads, with the line and the column at which the
    address is written, in their order: web addresses, too.
    """
    return sorted(
        # Of an address that is broken over two lines, which another check tells, the first counts.
        (*target.address_place, unquote(target.address.partition("\n")[0]))
        for target in markup.targets(text)
        # A link that names an address leads where the line does that gives it one.
        if target.written != "named"
    )


def below(entry: Entry, target: str) -> str:
    """The path below ``content/`` that a link means, as seen from the file in which it stands."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(entry.path), target))


def relative(path: str, entry: Entry) -> str:
    """How a page names a file of content."""
    return posixpath.relpath(path, posixpath.dirname(entry.path) or ".")


def _of(entry: Entry, text: Text, known: LinkTargets) -> Iterator[Problem]:
    path, count = f"content/{entry.path}", 0
    for line, column, target in targets(text):
        wrong = _wrong(entry, target, known) if target and not ELSEWHERE.match(target) else None
        if wrong and count == MOST_OF_A_PAGE:
            yield Problem(
                path,
                line,
                "",
                "more links of this page lead nowhere, from here on",
                "mend those above first",
                column=column,
            )
            return
        if wrong:
            count += 1
            yield Problem(path, line, "", wrong[0], wrong[1], column=column)
    for line, column, name in markup.undefined(text):
        yield Problem(
            path,
            line,
            "",
            f"nothing below says where [{name}] leads",
            f"add a line [{name}]: with its address",
            column=column,
        )


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]


def _wrong(entry: Entry, target: str, known: LinkTargets) -> tuple[str, str] | None:
    """What is wrong with one address, and what to write; None where it leads somewhere."""
    written, _, anchor = target.partition("#")
    written = written.partition("?")[0]
    if not written:
        return _no_part(entry, target, anchor)
    if PICTURE.search(written):
        return _no_picture(entry, written, known)
    file = written.endswith(".md") and not written.startswith("/")
    goal = (
        below(entry, written)
        if file
        else posixpath.normpath(posixpath.join("/" + entry.url, written)).strip("/")
    )
    page = (
        known.pages.get(goal)
        if file
        else known.addresses.get(f"{goal}/" if goal not in {"", "."} else "")
    )
    if page is not None:
        return _no_part(page, target, anchor)
    return (
        _no_file(entry, target, goal, known)
        if file
        else _no_address(entry, target, goal, written, known)
    )


def _no_part(page: Entry, target: str, anchor: str) -> tuple[str, str] | None:
    parts = anchors_of(page.body) if anchor else None
    if parts is None or anchor in parts:
        return None
    near = difflib.get_close_matches(anchor, parts, 1)
    write = (
        f"did you mean #{near[0]}?"
        if near
        else "use the words of a heading, in small letters, with hyphens"
    )
    return f"the link to {target} leads to a part that {page.path} does not have", write


def _no_picture(entry: Entry, written: str, known: LinkTargets) -> tuple[str, str] | None:
    goal = below(entry, written) if not written.startswith("/") else written.strip("/")
    if goal in known.catalogue.pictures and not written.startswith("/"):
        return None
    if goal.removesuffix(posixpath.splitext(goal)[1]) in known.broken:
        return None
    return f"there is no picture {written}", known.near(goal, entry)


def _no_file(entry: Entry, target: str, goal: str, known: LinkTargets) -> tuple[str, str] | None:
    slug = goal.removesuffix(".md")
    moved = known.moved.get(address_of(goal))
    if moved is not None:
        return (
            f"the link to {target} leads to a page that has moved",
            f"write {relative(moved.path, entry)}",
        )
    if (
        slug in known.broken
        or goal in known.made_paths
        or (known.made is None and MADE_AT.match(goal))
    ):
        return None
    if slug in known.catalogue.drafts:
        return (
            f"the link to {target} leads to a draft, which is never built",
            "take the link away until the page is ready",
        )
    if not goal.startswith("..") and not is_published(goal):
        return f"the link to {target} leads to notes, which are never published", "link to a page"
    return f"the link to {target} leads nowhere", known.near(goal, entry)


def _no_address(
    entry: Entry, target: str, goal: str, written: str, known: LinkTargets
) -> tuple[str, str] | None:
    if known.made is None:
        return (
            (f"the link to {target} leads nowhere", known.near(goal, entry))
            if written.endswith(".md")
            else None
        )
    moved = known.moved.get(f"{goal}/")
    if moved is not None:
        return (
            f"the link to {target} leads to a page that has moved",
            f"write {relative(moved.path, entry)}",
        )
    if {goal, f"{goal}/"} & known.made_addresses or goal in known.broken:
        return None
    seen = below(entry, written) if not written.startswith("/") else goal
    if seen.endswith((".yml", ".yaml")) or (seen + "/").startswith("care/"):
        return f"the link to {target} leads to notes, which are never published", "link to a page"
    meant = next(
        (path for path in (seen, f"{seen}.md", f"{seen}/index.md") if path in known.pages), ""
    )
    write = f"did you mean {relative(meant, entry)}?" if meant else known.near(f"{seen}.md", entry)
    return f"the link to {target} leads nowhere", write
