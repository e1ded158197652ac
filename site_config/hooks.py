"""The one file that knows MkDocs: its events on the left, our own functions on the right.

Thin and stateless. MkDocs loads this file under a name of its own, so nothing may be kept in the
module: what one build knows travels in ``config.extra``. Everything that must hold is also
reachable from ``scripts``, since the heir of Material skips hooks without a word.
"""

from __future__ import annotations

import datetime
import functools
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from site_config import exports
from site_config.i18n import direction, set_language, translation
from site_config.lint import unsafe_html
from site_config.lint.markdown.text import without_marks
from site_config.lint.run import run_all
from site_config.model import Catalogue, Country, Entry, Organisation, errors, is_published, load
from site_config.views import assets, feedback_links, labels, page_html, search_index, topics
from site_config.views.generated_page import GeneratedPage
from site_config.views.guides import guides
from site_config.views.menu import menu
from site_config.views.page_view import template, view
from site_config.views.pages import generated_pages, paths
from site_config.views.text_filters import FILTERS

KEY = "_handrail"
# The day for which a build is made, where somebody names one.
TODAY = "_today"
WORKER = "assets/javascripts/workers/search."


@dataclass
class Build:
    """What one build knows: the catalogue, its organisation, the entries and the generated pages by
    the file that each comes from, and HTML of what the search finds a page by, by its address.
    """

    catalogue: Catalogue
    organisation: Organisation
    by_path: dict[str, Entry]
    assets: assets.Assets
    today: datetime.date
    generated: dict[str, GeneratedPage]
    search_texts: dict[str, str] = field(default_factory=dict)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Reads the catalogue before MkDocs reads a page, and decides what becomes part of the site.

    Here, and not later, since a broken file must stop the build before anything of it is written,
    and since pages may still be added and taken away.
    """
    catalogue, problems = load(Path(config.docs_dir))
    stop = errors(problems + run_all(catalogue, problems, made=lambda: paths(catalogue)))
    if stop or catalogue.organisation is None:
        raise Abort(
            "\n".join(["The content has something to mend:", *(f"  {problem}" for problem in stop)])
        )
    language = catalogue.organisation.languages[0]
    set_language(language)
    made = assets.make(Path(__file__).parent / "theme", language)
    for file in list(files):
        if not _kept(file, config, catalogue):
            files.remove(file)
        elif file.src_uri.startswith(WORKER) and file.src_uri.endswith(".js"):
            made.worker = file.url
    for path, content in made.files().items():
        files.append(File.generated(config, path, content=content))
    today = config.extra.get(TODAY) or datetime.datetime.now(tz=datetime.UTC).date()
    site_url = config.site_url or ""
    data = exports.files(catalogue, today, site_url)
    pages = {page.path: page for page in generated_pages(catalogue, today, site_url, data)}
    for path in pages:
        files.append(File.generated(config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV))
    for path, content in data.items():
        # As bytes: line ends are part of a contact card, and no system may change them.
        files.append(File.generated(config, path, content=content.encode()))
    by_path = {entry.path: entry for entry in catalogue.entries()}
    config.extra[KEY] = Build(catalogue, catalogue.organisation, by_path, made, today, pages)
    return files


def _kept(file: File, config: MkDocsConfig, catalogue: Catalogue) -> bool:
    """Content that may be published, and of the theme nothing but the worker of the search."""
    if file.src_dir != config.docs_dir:
        return file.src_uri.startswith(WORKER) and not file.src_uri.endswith(".map")
    return is_published(file.src_uri) and file.src_uri.removesuffix(".md") not in catalogue.drafts


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Gives MkDocs the body alone: our parser has read the front matter already, and MkDocs' own
    would lose what it cannot read. The empty first line keeps MkDocs from looking for front matter
    a second time. Marks for the wording check stay behind.
    """
    build: Build = config.extra[KEY]
    entry = build.by_path.get(page.file.src_uri)
    return "\n" + (without_marks(entry.body) if entry else "")


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tells the page its title, template and words for the search, once MkDocs has forgotten its
    own idea of them.
    """
    build: Build = config.extra[KEY]
    entry = build.by_path.get(page.file.src_uri)
    if entry is not None:
        page.meta = {
            "title": entry.title,
            "description": entry.description,
            "template": template(entry),
            "tags": entry.keywords,
            "search": {"boost": search_index.boost(entry)},
        }
        return markdown
    generated = build.generated[page.file.src_uri]
    words = generated.search_words
    page.meta = {
        "title": generated.title,
        "description": generated.description,
        "template": generated.template,
        # The map of the site leaves such a page out.
        "made": not words,
        "tags": [*words],
        "search": {"boost": generated.boost} if words else {"exclude": True},
    }
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Refuses what no page may hold, once more and where Markdown can hide nothing; finishes the
    HTML; and gives the search what it may find the page by, such as the names of a country's lines,
    which stand in its front matter alone. The template of a country does not show that text.
    """
    found = unsafe_html.forbidden(html)
    if found:
        raise Abort(
            f"content/{page.file.src_uri}:1 — the page holds {found[0]} — take it away; a page is "
            f"words, links and pictures"
        )
    build: Build = config.extra[KEY]
    shown = build.by_path.get(page.file.src_uri) or build.generated[page.file.src_uri]
    text = search_index.search_text(shown)
    if text:
        build.search_texts[page.url] = text
    if isinstance(shown, Country) or not html:
        html = text
    return page_html.finished(html, page.url, build.catalogue.pictures)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Hands the templates the words of the interface and the facts that every page shows, and has
    them escape whatever content gives them: MkDocs leaves that off.
    """
    env.autoescape = True
    build: Build = config.extra[KEY]
    language = build.organisation.languages[0]
    portal = bool(config.extra.get("portal"))
    env.globals.update(
        _=translation(language).gettext,
        org=build.organisation,
        language=language,
        direction=direction(language),
        asset=build.assets,
        places=menu(build.catalogue, portal=portal),
        words=labels,
        guides=guides(build.catalogue),
        tell_us=feedback_links.tell_us(build.catalogue, portal=portal),
        because=functools.partial(topics.topics_of, build.catalogue),
    )
    env.filters.update(FILTERS, edit_page=feedback_links.edit_page)
    return env


def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Any
) -> TemplateContext:
    """Gives a template the entry that it draws, and the view that was made of it."""
    build: Build = config.extra[KEY]
    entry = build.by_path.get(page.file.src_uri)
    generated = build.generated.get(page.file.src_uri)
    if generated is not None:
        values: dict[str, Any] = {"entry": generated.entry, "view": generated.view}
    else:
        shown = view(build.catalogue, entry, build.today) if entry else None
        values = {"entry": entry, "view": shown}
    context.update(values)  # type: ignore[typeddict-item]
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Takes the text of pages out of the index that the search has written: what is left is a third
    of it on the way to a phone.
    """
    build: Build = config.extra[KEY]
    index = Path(config.site_dir, "search", "search_index.json")
    if index.is_file():
        found = search_index.trimmed(
            json.loads(index.read_text(encoding="utf-8")), build.search_texts
        )
        index.write_text(json.dumps(found, separators=(",", ":")), encoding="utf-8")
