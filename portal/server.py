"""One process that serves the site's files and the portal: waitress in front, WhiteNoise for files, Flask for the rest."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

import waitress
from whitenoise import WhiteNoise

from portal import create_app
from portal.config import Config
from portal.security import guarded

if TYPE_CHECKING:
    from wsgiref.headers import Headers

    from _typeshed.wsgi import WSGIApplication

NAMED_BY_CONTENT = re.compile(r"/assets/[\w/-]+\.[0-9a-f]{8,}(\.min)?\.\w+$")
LARGEST_HEAD = 64 * 1024
LARGEST_BODY = 256 * 1024


def application(config: Config) -> WSGIApplication:
    """The WSGI application of one copy: its files, then the portal, for its own names only.

    WhiteNoise looks at the files once, at start: a new build needs a new start. Raises ``FileNotFoundError`` without a built
    site.
    """
    if not (config.site_dir / "404.html").is_file():
        raise FileNotFoundError(config.site_dir / "404.html")
    app = create_app(config)
    files = WhiteNoise(
        app.wsgi_app, root=str(config.site_dir), index_file=True, autorefresh=False, allow_all_origins=False,
        max_age=0, add_headers_function=_add_headers, immutable_file_test=_is_named_by_content)
    return guarded(files, config.trusted_hosts)


def serve(config: Config) -> None:
    """Serves until the process is ended. Writes no access log: nobody's address is kept."""
    logging.getLogger("waitress").setLevel(logging.ERROR)
    waitress.serve(
        application(config), host=config.host, port=config.port, threads=8, ident=None, expose_tracebacks=False,
        max_request_header_size=LARGEST_HEAD, max_request_body_size=LARGEST_BODY, clear_untrusted_proxy_headers=True,
        _quiet=True)


def _is_named_by_content(path: str, url: str) -> bool:
    return NAMED_BY_CONTENT.search(url) is not None


def _add_headers(headers: Headers, path: str, url: str) -> None:
    if not _is_named_by_content(path, url):
        headers["Cache-Control"] = "no-cache"
