"""When a page first shows something on a slow line: our site beside stock Material on the same
content, loaded in turn.

Chromium with 400 kbit/s, 400 ms and a quarter of the processor, at the size of a phone.
Milliseconds depend on the machine and on what else it does, so the budget is a ratio. The emulation
knows no TCP window and no handshake.
"""

from __future__ import annotations

import http.server
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.benchmarks.budget_row import Row
from scripts.bootstrap import browser
from scripts.bootstrap.console import Failure, doing
from scripts.bootstrap.environment import ROOT
from site_config.postbuild import compress

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize

AT_MOST, LOADS = 0.5, 5
PATHS = ("/", "/coping/")
PHONE: ViewportSize = {"width": 390, "height": 844}
LINE = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
SLOWER = 4
PAINTED = "(performance.getEntriesByName('first-contentful-paint')[0] || {}).startTime"
# JSON is YAML. The same content, the theme as it comes but for its web font, which would be asked
# of somebody else.
CONTROL = {
    "site_name": "Control",
    "theme": {"name": "material", "font": False},
    "plugins": ["search"],
    "markdown_extensions": ["admonition", "attr_list", "tables"],
    "exclude_docs": "/care/\n!/templates/\nREADME.md\n*.yml\n",
}


def is_possible() -> bool:
    """Whether Playwright is here, which only the tests bring along."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return False
    return True


def rows(site: Path) -> list[Row]:
    """A row for each of ``PATHS``. Raises ``Failure`` where nothing can drive a browser."""
    if not is_possible():
        raise Failure(
            "First paint is measured with Playwright, which is not installed.",
            "Run python3 -m scripts test once: it brings it.",
        )
    from playwright.sync_api import sync_playwright

    program = browser.find()
    with (
        doing("Loading pages on a slow line", "pages") as progress,
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
    ):
        control = _control(Path(folder))
        chromium = playwright.chromium.launch(
            executable_path=program or None, args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            found = []
            for done, path in enumerate(PATHS, 1):
                found.append(row(chromium, site, control, path))
                progress(done, len(PATHS))
            return found
        finally:
            chromium.close()


def row(chromium: Browser, site: Path, control: Path, path: str, loads: int = LOADS) -> Row:
    """First paint of a page of ours beside the same page of the control: medians of several loads
    in turn.
    """
    with _serving(site) as ours, _serving(control) as theirs:
        seen = [
            (_painted(chromium, theirs + path), _painted(chromium, ours + path))
            for _ in range(loads)
        ]
    other, own = (statistics.median(times) for times in zip(*seen, strict=True))
    return Row(
        "first paint on a slow line, beside stock Material",
        own / other,
        f"{path}: {own:,.0f} ms beside {other:,.0f} ms",
        AT_MOST,
    )


def _painted(chromium: Browser, address: str) -> float:
    """Milliseconds until a browser that was never here before shows something."""
    context = chromium.new_context(viewport=PHONE)
    try:
        page = context.new_page()
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", LINE)
        line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(address, wait_until="load")
        return float(page.wait_for_function(PAINTED).json_value())
    finally:
        context.close()


def _control(folder: Path) -> Path:
    settings, into = folder / "mkdocs.yml", folder / "control"
    settings.write_text(
        json.dumps({**CONTROL, "docs_dir": str(ROOT / "content"), "site_dir": str(into)}),
        encoding="utf-8",
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(settings)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    if done.returncode:
        raise Failure(
            "Stock Material could not be built for comparison.", done.stderr.strip()[-300:]
        )
    compress.write_all(into)
    return into


@contextmanager
def _serving(site: Path) -> Iterator[str]:
    """Serves a folder with its smaller copies, one way for both sides; gives the address."""
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(_Packed, directory=str(site))
    ) as answers:
        thread = threading.Thread(target=answers.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{answers.server_port}"
        finally:
            answers.shutdown()
            thread.join()


class _Packed(http.server.SimpleHTTPRequestHandler):
    """Files as they are, packed by gzip where a copy lies beside them."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answers one request."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        packed = path.with_name(f"{path.name}.gz")
        body = (packed if packed.is_file() else path).read_bytes()
        self._send(
            body,
            [
                ("Content-Type", self.guess_type(path)),
                *([("Content-Encoding", "gzip")] if packed.is_file() else []),
            ],
        )

    def _send(self, body: bytes, headers: Sequence[tuple[str, str]]) -> None:
        self.send_response(200)
        for name, value in (*headers, ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: Any) -> None:
        """Says nothing."""
