"""One process that serves the site's files and the portal: waitress in front, WhiteNoise for files,
Flask for the rest.
"""

from __future__ import annotations

import contextlib
import logging
import re
import threading
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import waitress
from flask import Flask
from whitenoise import WhiteNoise

from portal.app import LARGEST_BODY, create_app
from portal.config import Config
from portal.layout import NoLayout
from portal.security.headers import guarded
from portal.site import EXTENSION, AppContext, SiteContext
from portal.storage import submissions
from portal.storage.engine import Unavailable
from site_config.model import manifest

if TYPE_CHECKING:
    from pathlib import Path
    from wsgiref.headers import Headers

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

NAMED_BY_CONTENT = re.compile(r"/assets/[\w/-]+\.[0-9a-f]{8,}(\.min)?\.\w+$")
SWAP_TAKES = 0.2
LARGEST_HEAD = 64 * 1024
PURGE_EVERY = 900.0
# How long the portal of the last build answers before a database that was gone is asked once more.
ASK_AGAIN = 5.0
# What WhiteNoise does not know: a phone opens its contacts by this word alone.
DATA = {".vcf": "text/vcard", ".csv": "text/csv", ".jsonld": "application/ld+json"}
# How waitress serves, whatever it serves.
SERVED: dict[str, Any] = {
    "threads": 8,
    "connection_limit": 1000,
    "channel_timeout": 20,
    "ident": None,
    "_quiet": True,
}
Mark = tuple[int, int, int] | None
log = logging.getLogger("portal")


def application(config: Config, context: AppContext, *, demo: bool = False) -> WSGIApplication:
    """The WSGI application of one copy: its files, then the portal, for its own names only.

    Raises what ``create_app`` raises.
    """
    return guarded(ReloadingSite(config, context, demo=demo), config.trusted_hosts)


class ReloadingSite:
    """The files of the newest build, and what answers behind them.

    WhiteNoise looks at the files once, when it is made, and would cut short or miss those of a
    later build. So each request compares the marks of the layout and of the manifest (one ``stat``
    each), and a new build gets a new WhiteNoise and a new portal.
    """

    def __init__(self, config: Config, context: AppContext, *, demo: bool) -> None:
        self._config, self._context, self._demo = config, context, demo
        self._lock = threading.Lock()
        self._due = float("inf")
        self._mark = self._seen()
        self._portal = self._new_portal()
        self._app = self._files()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self._renew()
        try:
            return self._app(environ, start_response)
        except FileNotFoundError:
            # Asked in the moment in which one build takes the place of another.
            time.sleep(SWAP_TAKES)
            self._renew()
            return self._app(environ, start_response)

    @property
    def is_renewing(self) -> bool:
        """Whether a new build is being taken up at this moment."""
        return self._lock.locked()

    def _renew(self) -> None:
        # A site that cannot be served leaves what stands.
        with contextlib.suppress(FileNotFoundError, NoLayout):
            if self._is_due():
                with self._lock:
                    if self._is_due():
                        self._mark, self._due = self._seen(), float("inf")
                        # The files are served whatever the database says; the portal of the last
                        # build answers until it can be asked.
                        try:
                            self._portal = self._new_portal()
                        except Unavailable:
                            self._due = time.monotonic() + ASK_AGAIN
                        self._app = self._files()

    def _is_due(self) -> bool:
        return self._seen() != self._mark or time.monotonic() > self._due

    def _seen(self) -> tuple[Mark, Mark]:
        site = self._config.site_dir
        return _mark(site / manifest.LAYOUT), _mark(manifest.path_of(site))

    def _new_portal(self) -> Flask:
        app = create_app(self._config, self._context, demo=self._demo)
        if _manifest_error(app):
            # The site may have been put in its place, and its manifest not yet.
            time.sleep(SWAP_TAKES)
            app = create_app(self._config, self._context, demo=self._demo)
        if error := _manifest_error(app):
            log.warning("%s", error)
        return app

    def _files(self) -> WSGIApplication:
        files: WSGIApplication = WhiteNoise(
            self._portal.wsgi_app,
            root=str(self._config.site_dir),
            index_file=True,
            autorefresh=False,
            allow_all_origins=False,
            max_age=0,
            mimetypes=DATA,
            add_headers_function=_add_headers,
            immutable_file_test=_is_named_by_content,
        )
        return files


def _mark(file: Path) -> Mark:
    try:
        found = file.stat()
    except OSError:
        return None
    # The change of status, too: a file that may be read again is another one.
    return found.st_ino, found.st_mtime_ns, found.st_ctime_ns


def _manifest_error(app: Flask) -> str:
    site: SiteContext = app.extensions[EXTENSION]
    return site.manifest_error


def serve(config: Config, context: AppContext | None = None, *, demo: bool = False) -> None:
    """Serves until the process is ended, and purges what is over now and every quarter of an hour.
    Writes no access log.
    """
    context = context or AppContext.made(config)
    app = application(config, context, demo=demo)
    threading.Thread(target=_purge_now_and_then, args=(context,), daemon=True, name="purge").start()
    # Not even errors: waitress names the visitor's address in them.
    logging.getLogger("waitress").setLevel(logging.CRITICAL + 1)
    waitress.serve(
        app,
        host=config.host,
        port=config.port,
        expose_tracebacks=False,
        max_request_header_size=LARGEST_HEAD,
        max_request_body_size=LARGEST_BODY,
        clear_untrusted_proxy_headers=True,
        **SERVED,
    )


def _purge_now_and_then(context: AppContext) -> None:
    while True:
        # Whatever keeps it from purging at this moment, it must go on to the next: everything has
        # an end. A fault is noted by its kind.
        try:
            submissions.purge(context.store)
        except Unavailable:
            pass
        except Exception as error:
            log.error("purge: %s", type(error).__name__)
        context.networks.forget()
        time.sleep(PURGE_EVERY)


def _is_named_by_content(path: str, url: str) -> bool:
    return NAMED_BY_CONTENT.search(url) is not None


def _add_headers(headers: Headers, path: str, url: str) -> None:
    if not _is_named_by_content(path, url):
        headers["Cache-Control"] = "no-cache"
