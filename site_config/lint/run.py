"""All checks of the content: a Catalogue in, Problems out. Nothing is read or written besides."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from site_config.lint import (
    consistency,
    drafts,
    kept_urls,
    legibility,
    links,
    page,
    phone_numbers,
    pictures,
    unsafe_html,
    wording,
)
from site_config.lint.markdown.text import texts_of
from site_config.model import Catalogue, Problem


def run_all(
    catalogue: Catalogue,
    read: Iterable[Problem] = (),
    only: Collection[str] | None = None,
    made: Callable[[], Collection[str]] | None = None,
) -> list[Problem]:
    """Every Problem that the checks find, by file and line. Errors stop a build; warnings and
    suggestions wait for a person.

    ``read`` are the Problems of reading: a file that could not be read is not reported a second
    time as missing. ``only`` are the pages (``content/coping/panic.md``) whose words are read,
    where not all are asked for: what holds across pages is looked at in any case. ``made`` gives
    the paths of what no file of content stands for, for links that lead there.
    """
    unread, texts = unread_slugs(read), texts_of(catalogue)
    found = [
        *consistency.problems(catalogue, unread),
        *(
            problem
            for entry in catalogue.entries()
            for problem in page.problems(entry, texts[entry.path])
        ),
        # Words are judged where they are asked for; what may never stand in a page, always.
        *(
            problem
            for text in texts.values()
            if only is None or text.path in only
            for problem in wording.problems(text, page.CHECKS)
        ),
        *phone_numbers.problems(catalogue, only),
        *drafts.problems(catalogue),
        *legibility.problems(catalogue),
        *links.problems(catalogue, texts, unread, made),
        *pictures.problems(catalogue, links.pictures(catalogue, texts)),
        *kept_urls.moved_from_problems(catalogue, made),
    ]
    # What the HTML would hold is looked at last: most of it has a kinder sentence already.
    return sorted(
        [
            *found,
            *unsafe_html.problems(
                catalogue, {problem.path for problem in found if problem.level == "error"}
            ),
        ]
    )


def unread_slugs(read: Iterable[Problem]) -> set[str]:
    """The files that could not be read, each by its path below the content without its ending."""
    return {
        problem.path.partition("/")[2].removesuffix(".md")
        for problem in read
        if problem.level == "error"
    }
