"""Layout: the built 404.html, cut once at its marks, stands around every page of the portal. It is
data, never a template.
"""

from __future__ import annotations

import html as html_entities
import re
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

# The address of ``exit.leave``, written out: a layout is read before any blueprint is registered.
EXIT_ADDRESS = "/portal/exit"
TITLE, HEAD, CONTENT = "title", "head", "content"
EXIT = re.compile(r'(<a\b[^>]*\bclass="?exit\b[^>]*\bhref=)("[^"]*"|[^\s">]+)')


class NoLayout(Exception):
    """The built site gives no layout to put pages into, said as one sentence."""


@dataclass(frozen=True)
class Layout:
    """What stands around a page: before its title, between title and head, before its content, and
    after it; and where its Exit led before it led through the portal.
    """

    before_title: Markup
    before_head: Markup
    before_content: Markup
    after: Markup
    exit_target: str


def read(site_dir: Path) -> Layout:
    """The layout of a built site. Its Exit leads to ``EXIT_ADDRESS``, which ends the session first.

    Raises ``NoLayout`` if 404.html is missing, lacks a mark, or has no Exit.
    """
    try:
        html = (site_dir / "404.html").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NoLayout(
            f"There is no built site in {site_dir.name}/ ({type(error).__name__}); run python3 -m "
            f"scripts build"
        ) from error
    parts, whole = [], html
    for name in (TITLE, HEAD, CONTENT):
        opened, closed = f"<!-- handrail:{name} -->", f"<!-- /handrail:{name} -->"
        counts = {text.count(mark) for text in (whole, html) for mark in (opened, closed)}
        if counts != {1} or html.index(opened) > html.index(closed):
            raise NoLayout(
                f"404.html in {site_dir.name}/ must carry {opened} and {closed} once; run python3 "
                f"-m scripts build"
            )
        before, _, rest = html.partition(opened)
        parts.append(before)
        html = rest.partition(closed)[2]
    parts.append(html)
    around = "\0".join(parts)
    exits = EXIT.findall(around)
    if len(exits) != 1:
        raise NoLayout(
            f"404.html in {site_dir.name}/ must carry one Exit; see "
            f"site_config/theme/partials/bar.html"
        )
    # Our own build wrote it, with every word of content escaped.
    parts = EXIT.sub(rf'\g<1>"{EXIT_ADDRESS}"', around).split("\0")
    first, second, third, fourth = (Markup(part) for part in parts)  # noqa: S704
    return Layout(first, second, third, fourth, html_entities.unescape(exits[0][1].strip('"')))
