"""A MkDocs plugin that counts the pages of a build."""

from __future__ import annotations

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from scripts.bootstrap.console import Progress


class NoOptions(Config):  # type: ignore[no-untyped-call]  # a gap in the types of MkDocs
    """The counter has none."""


class PageCounter(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]
    """Tells ``progress`` how many of all pages are done. MkDocs reads every page before it writes
    the first, so each counts half when it is read and whole when it is written.
    """

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._pages = self._halves = 0

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        self._pages = len(files.documentation_pages())

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        self._half()

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> None:
        self._half()

    def _half(self) -> None:
        self._halves += 1
        self._progress(self._halves // 2, self._pages)
