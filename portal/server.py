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
from whitenoise import WhiteNoise

from portal.app import LARGEST_BODY, BrokenContent, create_app
from portal.config import Config
from portal.layout import NoLayout
from portal.security.headers import guarded
from portal.site import AppContext
from portal.storage import submissions
from portal.storage.engine import Unavailable

if TYPE_CHECKING:
    from wsgiref.headers import Headers

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

NAMED_BY_CONTENT = re.compile(r"/assets/[\w/-]+\.[0-9a-f]{8,}(\.min)?\.\w+$")
SWAP_TAKES = 0.2
LARGEST_HEAD = 64 * 1024
PURGE_EVERY = 900.0
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


def application(config: Config, context: AppContext, *, demo: bool = False) -> WSGIApplication:
    """The WSGI application of one copy: its files, then the portal, for its own names only.

    Raises what ``create_app`` raises.
    """
    return guarded(ReloadingSite(config, context, demo=demo), config.trusted_hosts)


class ReloadingSite:
    """The files of the newest build, and what answers behind them.

    WhiteNoise looks at the files once, when it is made, and would cut short or miss those of a
    later build. So each request compares the layout's mark (one ``stat``), and a new build gets a
    new WhiteNoise.
    """

    def __init__(self, config: Config, context: AppContext, *, demo: bool) -> None:
        self._config, self._parts, self._demo = config, context, demo
        self._lock = threading.Lock()
        self._app = self._files()
        self._mark = self._seen()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self._renew()
        try:
            return self._app(environ, start_response)
        except FileNotFoundError:
            # Asked in the moment in which one build takes the place of another.
            time.sleep(SWAP_TAKES)
            self._renew()
            return self._app(environ, start_response)

    def _renew(self) -> None:
        # A build that cannot be served, or content that broke after it, leaves what stands.
        with contextlib.suppress(FileNotFoundError, NoLayout, BrokenContent, Unavailable):
            seen = self._seen()
            if seen != self._mark:
                with self._lock:
                    if seen != self._mark:
                        self._mark = seen
                        self._app = self._files()

    def _seen(self) -> tuple[int, int]:
        layout = (self._config.site_dir / "404.html").stat()
        return layout.st_ino, layout.st_mtime_ns

    def _files(self) -> WSGIApplication:
        app = create_app(self._config, self._parts, demo=self._demo)
        files: WSGIApplication = WhiteNoise(
            app.wsgi_app,
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
            logging.getLogger("portal").error("purge: %s", type(error).__name__)
        context.networks.forget()
        time.sleep(PURGE_EVERY)


def _is_named_by_content(path: str, url: str) -> bool:
    return NAMED_BY_CONTENT.search(url) is not None


def _add_headers(headers: Headers, path: str, url: str) -> None:
    if not _is_named_by_content(path, url):
        headers["Cache-Control"] = "no-cache"
