"""Links that stay on the site: each leads to a page, a picture or a part of a page that is there."""

from __future__ import annotations

import difflib
import functools
import html
import posixpath
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from site_config.lint.markdown.blocks import CODE, LONGEST_LINE, no_code
from site_config.lint.markdown.render import anchors_of
from site_config.model import Catalogue, Entry, Problem, is_published
from site_config.model.addresses import address_of
from site_config.model.folder import TAKEN

# Only the end of the words and the address: words may have begun lines before.
INLINE = re.compile(
    r"(?<!\\)\]\([ "
    r"\t]{0,9}(<[^<>\n]{0,400}>|[^\s()<>]{0,400}(?:\([^\s()<>]{0,400}\)[^\s()<>]{0,400})?)"
    r"(?=[ \t]{0,9}[)\"'])"
)
DEFINED = re.compile(r"\s{0,3}\[([^\[\]^][^\[\]]{0,200})\]:\s{0,9}<?([^\s<>]{1,400})>?")
USED = re.compile(r"(?<!\\)\[([^\[\]]{1,400})\][ ]?\[([^\[\]^]{0,200})\]")
IN_HTML = re.compile(
    r"""<(?:a|img)\b[^<>]{0,400}?\s(?:href|src)\s{0,9}=\s{0,9}["']?([^\s"'<>]{1,400})""", re.I
)
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
Found = Iterator[tuple[int, int, str]]


@dataclass
class Ground:
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
        name, known = posixpath.basename(path), [*self.pages, *self.catalogue.pictures]
        found = [one for one in known if posixpath.basename(one) == name and name != "index.md"]
        if not found and self.suggested <= MOST_SUGGESTIONS:
            found = [
                one
                for one in difflib.get_close_matches(path, known, 3, 0.7)
                if difflib.SequenceMatcher(None, _stem(one), _stem(path)).ratio() >= ALIKE
            ]
        return (
            f"did you mean {relative(found[0], entry)}?"
            if found
            else "name a file that exists below content/"
        )


def problems(
    catalogue: Catalogue,
    broken: Collection[str] = (),
    made: Callable[[], Collection[str]] | None = None,
) -> list[Problem]:
    """What is wrong with links that stay on the site, and pictures that a page shows, each with
    line and column.
    """
    ground = Ground(catalogue, broken, made)
    return [problem for entry in catalogue.entries() for problem in _of(entry, ground)]


def pictures(catalogue: Catalogue) -> set[str]:
    """The paths of the pictures that pages show or lead to, drafts among them."""
    shown = [
        entry
        for entry in [*catalogue.entries(), *catalogue.drafts.values()]
        if PICTURE_NAMED.search(entry.body)
    ]
    return {
        below(entry, target)
        for entry in shown
        for _, _, target in targets(entry)
        if PICTURE.search(target)
    }


def targets(entry: Entry) -> Found:
    """Where each link and picture of a page leads, as it is written, with its line and column: web
    addresses, too.
    """
    for number, plain in _lines(entry.body, entry.body_line):
        defined = DEFINED.match(plain)
        if defined:
            yield number, defined.start(2) + 1, _address(defined[2])
        for pattern in (INLINE, IN_HTML):
            for found in pattern.finditer(plain):
                yield number, found.start(1) + 1, _address(found[1])


@functools.lru_cache(maxsize=4)
def _lines(body: str, first: int) -> list[tuple[int, str]]:
    """The lines of a body that may hold a link, each with its number, and with blanks for what is
    code.
    """
    if not any(sign in body for sign in ("](", "]:", "][", "<")):
        return []
    return [
        (number, CODE.sub(lambda code: " " * len(code[0]), line))
        for number, line in no_code(body, first)
        if len(line) <= LONGEST_LINE and ("]" in line or "<" in line)
    ]


def below(entry: Entry, target: str) -> str:
    """The path below ``content/`` that a link means, as seen from the file in which it stands."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(entry.path), target))


def relative(path: str, entry: Entry) -> str:
    """How a page names a file of content."""
    return posixpath.relpath(path, posixpath.dirname(entry.path) or ".")


def _address(written: str) -> str:
    return unquote(html.unescape(written.removeprefix("<").removesuffix(">").strip()))


def _of(entry: Entry, ground: Ground) -> Iterator[Problem]:
    path, count = f"content/{entry.path}", 0
    for line, column, target in targets(entry):
        wrong = _wrong(entry, target, ground) if target and not ELSEWHERE.match(target) else None
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
    for line, column, name in _undefined(entry):
        yield Problem(
            path,
            line,
            "",
            f"nothing below says where [{name}] leads",
            f"add a line [{name}]: with its address",
            column=column,
        )


def _undefined(entry: Entry) -> Found:
    """Uses of a name for an address, ``[words][name]``, that no line of the page gives an address."""
    lines = _lines(entry.body, entry.body_line)
    defined = {_name(found[1]) for _, line in lines if (found := DEFINED.match(line))}
    for number, line in lines:
        for found in USED.finditer(line):
            name = found[2].strip() or found[1]
            if _name(name) not in defined:
                yield number, found.start() + 1, name


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]


def _name(name: str) -> str:
    return " ".join(name.split()).lower()


def _wrong(entry: Entry, target: str, ground: Ground) -> tuple[str, str] | None:
    """What is wrong with one address, and what to write; None where it leads somewhere."""
    written, _, anchor = target.partition("#")
    written = written.partition("?")[0]
    if not written:
        return _no_part(entry, target, anchor)
    if PICTURE.search(written):
        return _no_picture(entry, written, ground)
    file = written.endswith(".md") and not written.startswith("/")
    goal = (
        below(entry, written)
        if file
        else posixpath.normpath(posixpath.join("/" + entry.url, written)).strip("/")
    )
    page = (
        ground.pages.get(goal)
        if file
        else ground.addresses.get(f"{goal}/" if goal not in {"", "."} else "")
    )
    if page is not None:
        return _no_part(page, target, anchor)
    return (
        _no_file(entry, target, goal, ground)
        if file
        else _no_address(entry, target, goal, written, ground)
    )


def _no_part(page: Entry, target: str, anchor: str) -> tuple[str, str] | None:
    known = anchors_of(page.body) if anchor else None
    if known is None or anchor in known:
        return None
    near = difflib.get_close_matches(anchor, known, 1)
    write = (
        f"did you mean #{near[0]}?"
        if near
        else "use the words of a heading, in small letters, with hyphens"
    )
    return f"the link to {target} leads to a part that {page.path} does not have", write


def _no_picture(entry: Entry, written: str, ground: Ground) -> tuple[str, str] | None:
    goal = below(entry, written) if not written.startswith("/") else written.strip("/")
    if goal in ground.catalogue.pictures and not written.startswith("/"):
        return None
    if goal.removesuffix(posixpath.splitext(goal)[1]) in ground.broken:
        return None
    return f"there is no picture {written}", ground.near(goal, entry)


def _no_file(entry: Entry, target: str, goal: str, ground: Ground) -> tuple[str, str] | None:
    slug = goal.removesuffix(".md")
    moved = ground.moved.get(address_of(goal))
    if moved is not None:
        return (
            f"the link to {target} leads to a page that has moved",
            f"write {relative(moved.path, entry)}",
        )
    if (
        slug in ground.broken
        or goal in ground.made_paths
        or (ground.made is None and MADE_AT.match(goal))
    ):
        return None
    if slug in ground.catalogue.drafts:
        return (
            f"the link to {target} leads to a draft, which is never built",
            "take the link away until the page is ready",
        )
    if not goal.startswith("..") and not is_published(goal):
        return f"the link to {target} leads to notes, which are never published", "link to a page"
    return f"the link to {target} leads nowhere", ground.near(goal, entry)


def _no_address(
    entry: Entry, target: str, goal: str, written: str, ground: Ground
) -> tuple[str, str] | None:
    if ground.made is None:
        return (
            (f"the link to {target} leads nowhere", ground.near(goal, entry))
            if written.endswith(".md")
            else None
        )
    moved = ground.moved.get(f"{goal}/")
    if moved is not None:
        return (
            f"the link to {target} leads to a page that has moved",
            f"write {relative(moved.path, entry)}",
        )
    if {goal, f"{goal}/"} & ground.made_addresses or goal in ground.broken:
        return None
    seen = below(entry, written) if not written.startswith("/") else goal
    if seen.endswith((".yml", ".yaml")) or (seen + "/").startswith("care/"):
        return f"the link to {target} leads to notes, which are never published", "link to a page"
    meant = next(
        (path for path in (seen, f"{seen}.md", f"{seen}/index.md") if path in ground.pages), ""
    )
    write = f"did you mean {relative(meant, entry)}?" if meant else ground.near(f"{seen}.md", entry)
    return f"the link to {target} leads nowhere", write
