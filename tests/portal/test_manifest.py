"""What the portal knows of the content comes from the manifest of the build. Without one that fits,
the pages are served, the forms say that they are closed, and the next good build opens them.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client

from portal import server
from site_config.model import load, manifest
from site_config.model.manifest import ManifestError
from tests.harness.built_copies import copy_layout, copy_site, write_manifest
from tests.harness.paths import ROOT
from tests.harness.people import Visitor
from tests.harness.portal_copy import opened
from tests.harness.servers import serving
from tests.harness.watched_portal import CARE, CARERS, CODE, LOGIN, NOTE, watched

CLOSED = "cannot be used at this moment. Nothing was sent."
FORMS = (CARERS, NOTE, CODE, LOGIN, CARE)


def changed(change: Callable[[dict[str, Any]], Any]) -> Callable[[Path], None]:
    def spoil(file: Path) -> None:
        found = json.loads(file.read_text(encoding="utf-8"))
        change(found)
        file.write_text(json.dumps(found), encoding="utf-8")

    return spoil


def raw(content: bytes) -> Callable[[Path], None]:
    return lambda file: file.write_bytes(content) and None


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


BAD: dict[str, tuple[Callable[[Path], None], str]] = {
    "missing": (lambda file: file.unlink(), "There is no site.manifest.json beside site/"),
    "a folder": (a_folder, "cannot be read"),
    "a pipe": (a_pipe, "cannot be read"),
    "empty": (raw(b""), "Invalid JSON"),
    "not JSON": (raw(b"<!doctype html>"), "Invalid JSON"),
    "not UTF-8": (raw(b'"\xff\xfe"'), "Invalid JSON"),
    "a NUL byte": (lambda file: file.write_bytes(b"\0" + file.read_bytes()) and None, "Invalid"),
    "a NUL byte in a word": (
        changed(lambda found: found["groups"][0].update(title="Car\0ers")),
        "groups.0.title: .*control character",
    ),
    "huge": (raw(b" " * 5_000_000), "is larger than"),
    "nested": (raw(b"[" * 100_000), "recursion"),
    "a list": (raw(b"[]"), "should be an object"),
    "another format": (changed(lambda found: found.update(format=2)), "format: "),
    "a format that is true": (changed(lambda found: found.update(format=True)), "format: "),
    "a number as text": (
        changed(lambda found: found["groups"][0].update(capacity="10")),
        "groups.0.capacity: ",
    ),
    "a key too many": (changed(lambda found: found.update({"more\n": 1})), "more: Extra"),
    "a key too few": (changed(lambda found: found.pop("organisation")), "organisation: "),
    "a group twice": (
        changed(lambda found: found["groups"].append(found["groups"][0])),
        "a group stands in it twice",
    ),
    "an Exit without https": (
        changed(lambda found: found["organisation"].update(exit_target="http://example.org/")),
        "exit_target: ",
    ),
    "a moment without a zone": (
        changed(lambda found: found.update(built_at="2026-11-30T10:00:00")),
        "not a moment in UTC",
    ),
    "a moment far away": (
        changed(lambda found: found.update(built_at="9999-12-31T23:59:59Z")),
        "not a moment at which",
    ),
    "another build": (
        changed(lambda found: found.update(layout_sha256="0" * 64)),
        "belongs to another build than site/",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_a_manifest_that_cannot_be_used_is_one_sentence_with_the_remedy(
    site: Path, tmp_path: Path, what: str
) -> None:
    spoil, says = BAD[what]
    copy = copy_layout(site, tmp_path / "site")
    spoil(manifest.path_of(copy))
    with pytest.raises(ManifestError, match=says) as said:
        manifest.read(copy)
    sentence = str(said.value)
    assert sentence.endswith("so the forms are closed; run python3 -m scripts build")
    assert sentence.isprintable() and len(sentence) < 500


def test_the_manifest_of_a_build_says_what_its_content_says(site: Path) -> None:
    found, catalogue = manifest.read(site), load(ROOT / "content")[0]
    assert catalogue.organisation is not None
    assert found.organisation.name == catalogue.organisation.name
    assert [(f"groups/{group.slug}", group.title, group.url) for group in found.groups] == [
        (slug, group.title, group.url) for slug, group in sorted(catalogue.groups.items())
    ]
    assert not list(site.rglob("*manifest.json")), "what lies in the site is served"
    age = datetime.datetime.now(tz=datetime.UTC) - found.built_at
    assert datetime.timedelta(0) <= age < datetime.timedelta(days=1)


def test_a_link_to_a_site_leads_to_the_manifest_beside_the_site_itself(
    site: Path, tmp_path: Path
) -> None:
    copy_layout(site, tmp_path / "of-today")
    (tmp_path / "site").symlink_to(tmp_path / "of-today")
    assert manifest.read(tmp_path / "site") == manifest.read(site)


def forms_are_closed(address: str) -> None:
    visitor = Visitor(address)
    assert visitor.get("/").status == 200
    assert visitor.get("/nowhere/").status == 404
    for path in FORMS:
        page = visitor.get(path)
        assert page.status == 503 and CLOSED in page.text, path
        assert "Traceback" not in page.body and "Get help now" in page.body
    sent = visitor.post(NOTE, {"text": "Is there tea?", "go": "check"})
    assert sent.status == 503 and "Is there tea?" in sent.text and CLOSED in sent.text
    health = visitor.get("/portal/health")
    assert (health.status, health.body) == (503, "manifest\n")
    assert visitor.get("/portalx").status == 404
    for method, path in (("PUT", "/crisis/x"), ("POST", "/portal/exit")):
        refused = visitor.ask(method, path)
        assert refused.status == 405, path
        assert "<title>That did not work</title>" in refused.body
    left = visitor.get("/portal/exit")
    assert left.status == 303 and left.headers["location"].startswith("https://")
    assert left.headers["clear-site-data"] == '"cookies"'


@pytest.mark.parametrize("what", ["missing", "not JSON", "huge", "another format", "another build"])
def test_a_bad_manifest_closes_the_forms_alone_and_the_next_good_build_opens_them(
    site: Path, tmp_path: Path, what: str
) -> None:
    copy = copy_site(site, tmp_path / "site")
    file = manifest.path_of(copy)
    good = file.read_bytes()
    BAD[what][0](file)
    running = serving(copy)
    with running as address:
        forms_are_closed(address)
        file.with_name("fresh").write_bytes(good)
        file.with_name("fresh").replace(file)
        visitor = Visitor(address)
        assert visitor.get(CODE).status == 200
        assert visitor.get("/portal/health").body == "ok\n"
        BAD[what][0](file)
        forms_are_closed(address)
    said = running.output.strip().splitlines()
    assert len(said) == 2 and said[0] == said[1], said
    assert re.search(BAD[what][1], said[0]) and "run python3 -m scripts build" in said[0]


def test_a_manifest_that_is_put_back_in_its_place_with_its_time_is_taken_up(
    site: Path, tmp_path: Path
) -> None:
    """As a change of its rights alone is: neither its number nor its time tells."""
    copy = copy_site(site, tmp_path / "site")
    file = manifest.path_of(copy)
    good, at = file.read_bytes(), file.stat()
    file.write_bytes(b"{}")
    os.utime(file, ns=(at.st_atime_ns, at.st_mtime_ns))
    with serving(copy) as address:
        forms_are_closed(address)
        file.write_bytes(good)
        os.utime(file, ns=(at.st_atime_ns, at.st_mtime_ns))
        assert Visitor(address).get(CODE).status == 200


def test_broken_content_keeps_no_server_from_starting_on_the_last_good_build(
    site: Path, tmp_path: Path
) -> None:
    (tmp_path / "content/groups").mkdir(parents=True)
    (tmp_path / "content/groups/carers.md").write_text("---\nkind: [", encoding="utf-8")
    with watched(
        copy_layout(site, tmp_path / "site"),
        tmp_path,
        HANDRAIL_CONTENT_DIR=str(tmp_path / "content"),
    ) as portal:
        portal.still_works()


def test_a_request_between_the_new_site_and_its_manifest_waits_and_closes_nothing(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "SWAP_TAKES", 2.0)
    live, fresh = copy_layout(site, tmp_path / "site"), copy_layout(site, tmp_path / "fresh")
    with (fresh / manifest.LAYOUT).open("a", encoding="utf-8") as layout:
        layout.write("<!-- another build -->")
    late = write_manifest(fresh)
    copy = opened(live, tmp_path)
    served = server.ReloadingSite(copy.context.config, copy.context, demo=False)
    live.rename(tmp_path / "old")
    fresh.rename(live)
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(Client(served).get, "/portal/health")
        while not (served.is_renewing or asked.done()):
            time.sleep(0.01)
        late.replace(manifest.path_of(live))
        assert asked.result().text != "manifest\n"
    copy.context.store.close()


def test_no_request_reads_content(site: Path, tmp_path: Path) -> None:
    """An application whose settings name a folder of content that is not there serves every form."""
    copy = opened(
        copy_layout(site, tmp_path / "site"), tmp_path, HANDRAIL_CONTENT_DIR=str(tmp_path / "none")
    )
    copy.add("first")
    answer = copy.app.test_client().get(CARERS)
    assert answer.status_code == 200
    copy.context.store.close()


def test_importing_the_portal_imports_no_lint_and_no_generator() -> None:
    code = (
        "import sys, portal.server, portal.__main__, portal.operations.verbs; "
        "print(*sorted(name for name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, env={**os.environ}
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    for room in ("lint", "views", "exports", "hooks", "postbuild", "helplines"):
        assert f"site_config.{room}" not in loaded
    for package in ("mkdocs", "material", "markdown", "segno", "selectolax", "tinycss2"):
        assert package not in loaded


def test_an_interrupted_swap_leaves_a_site_whose_next_build_is_whole(
    site: Path, tmp_path: Path
) -> None:
    """Killed between the two renames: the old manifest lies beside the new site."""
    copy = copy_layout(site, tmp_path / "site")
    before = manifest.read(copy)
    (copy / manifest.LAYOUT).write_bytes((copy / manifest.LAYOUT).read_bytes() + b"<!-- new -->")
    with pytest.raises(ManifestError, match="another build"):
        manifest.read(copy)
    shutil.copy(site / manifest.LAYOUT, copy)
    assert manifest.read(copy) == before
