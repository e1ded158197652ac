"""The server as it runs: a real waitress process, spoken to over a socket, so that nothing tidies a
bad request on its way.
"""

from __future__ import annotations

import contextlib
import gzip
import os
import re
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import brotli
import pytest

from portal.config import Config, ConfigError
from portal.security.headers import HEADERS
from tests.harness.built_copies import copy_site
from tests.harness.paths import ROOT
from tests.harness.servers import free_port, serving

ADDRESSES = (
    "/",
    "/crisis/",
    "/crisis/ie/",
    "/coping/",
    "/groups/",
    "/challenges/",
    "/guidelines/",
    "/about/leaving/",
    "/x/",
)


REFUSED = 431


@dataclass(frozen=True)
class Answer:
    """One raw answer: status, headers in lower case, body."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(
    server: str, path: str | bytes = "/", method: str = "GET", body: bytes = b"", **headers: str
) -> Answer:
    """Sends exactly these bytes as a request and reads the answer to its end."""
    host, port = server.removeprefix("http://").split(":")
    target = path if isinstance(path, bytes) else path.encode()
    sent = {
        "Host": f"{host}:{port}",
        "Connection": "close",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    if body:
        sent["Content-Length"] = str(len(body))
    head = b"".join(f"{name}: {value}\r\n".encode() for name, value in sent.items())
    with socket.create_connection((host, int(port)), timeout=60) as line:
        line.sendall(method.encode() + b" " + target + b" HTTP/1.1\r\n" + head + b"\r\n" + body)
        raw = b""
        with contextlib.suppress(
            ConnectionResetError
        ):  # a server may hang up on a request that is far too long
            while part := line.recv(65536):
                raw += part
    if not raw:
        return Answer(REFUSED, {}, b"")
    top, _, rest = raw.partition(b"\r\n\r\n")
    lines = top.decode("latin-1").split("\r\n")
    found = {
        name.strip().lower(): value.strip()
        for name, _, value in (item.partition(":") for item in lines[1:])
    }
    return Answer(int(lines[0].split(" ")[1]), found, rest)


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_answers_with_all_headers_and_no_cookie(server: str, path: str) -> None:
    answer = ask(server, path)
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/html")
    for name, value in HEADERS.items():
        assert answer.headers[name.lower()] == value
    assert "set-cookie" not in answer.headers
    assert "server" not in answer.headers
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["cache-control"] == "no-cache"


BAD = {
    "climbing out": "/../../etc/passwd",
    "climbing out, encoded": "/..%2f..%2f..%2fetc/passwd",
    "encoded dots": "/%2e%2e/%2e%2e/etc/passwd",
    "backslashes": "/..\\..\\etc\\passwd",
    "a NUL byte": "/crisis/%00",
    "a NUL byte before an ending": "/index.html%00.png",
    "32 kB": "/" + "a" * 32_000,
    "another host's address": "//evil.example/",
    "not UTF-8": "/%ff%fe",
    "a source file": "/content/index.md",
    "notes": "/care/notes.md",
    "a page that is not there": "/nowhere/",
    "a query": "/nowhere/?q=" + "x" * 2000,
    "a group that is not there": "/portal/groups/nowhere/join",
    "header lines in the address": "/%0d%0aSet-Cookie:%20a=b",
}


@pytest.mark.parametrize("name", BAD)
def test_an_address_that_leads_nowhere_gets_the_kind_page_and_the_next_one_is_answered(
    server: str, name: str
) -> None:
    answer = ask(server, BAD[name])
    assert answer.status == 404
    assert b"Page not found" in answer.body
    assert b"Get help now" in answer.body
    assert b"root:" not in answer.body
    assert "set-cookie" not in answer.headers
    assert "location" not in answer.headers
    for header, value in HEADERS.items():
        assert answer.headers[header.lower()] == value
    assert ask(server, "/crisis/").status == 200


def test_encoded_slashes_reach_the_same_page_and_nothing_else(server: str) -> None:
    assert ask(server, "/crisis%2Fie/").body == ask(server, "/crisis/ie/").body


@pytest.mark.parametrize(
    "path",
    [b"/" + b"a" * 100_000, b"/a\x00b", b"/\xff\xfe"],
    ids=["100 kB", "a raw NUL", "raw bytes"],
)
def test_a_request_that_is_no_request_is_refused_and_the_next_one_is_answered(
    server: str, path: bytes
) -> None:
    answer = ask(server, path)
    assert 400 <= answer.status < 500
    assert b"Traceback" not in answer.body
    assert ask(server, "/").status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "[::2]",
        "[::1].evil.example",
        "127.0.0.1.evil.example",
        "localhost:80@evil.example",
        "",
        "a b",
    ],
)
def test_a_forged_name_is_refused_and_never_repeated(server: str, host: str) -> None:
    answer = ask(server, "/crisis", Host=host)
    assert answer.status == 400
    assert b"evil" not in answer.body
    assert "location" not in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert ask(server, "/").status == 200


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:9999", "[::1]", "[::1]:8000"])
def test_this_machine_is_answered_under_all_its_names(server: str, host: str) -> None:
    assert ask(server, "/", Host=host).status == 200


@pytest.mark.parametrize("header", ["X_Forwarded_Host", "X_Forwarded_For", "Forwarded"])
def test_a_forwarded_name_is_not_believed(server: str, header: str) -> None:
    answer = ask(server, "/crisis", **{header: "evil.example"})
    assert answer.status in {301, 302}
    assert "evil" not in answer.headers["location"]


def test_an_address_without_its_slash_is_led_to_the_page_on_this_site(server: str) -> None:
    answer = ask(server, "/crisis")
    assert answer.status in {301, 302, 307, 308}
    assert answer.headers["location"].endswith("crisis/")
    assert "//" not in answer.headers["location"].removeprefix(server)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE", "OPTIONS", "PATCH"])
@pytest.mark.parametrize("path", ["/crisis/", "/", "/nowhere/"])
def test_other_methods_are_refused_and_repeat_nothing(server: str, method: str, path: str) -> None:
    answer = ask(server, path, method=method, body=b"name=secret-word", Cookie="a=secret-word")
    assert answer.status == 405
    assert b"secret-word" not in answer.body
    assert "GET" in answer.headers["allow"]
    assert ask(server, path if path != "/nowhere/" else "/").status == 200


def test_head_says_what_get_would_say_without_the_body(server: str) -> None:
    head, get = ask(server, "/crisis/", method="HEAD"), ask(server, "/crisis/")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"]
    assert ask(server, "/nowhere/", method="HEAD").status == 404


@pytest.mark.parametrize(
    ("accepts", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_smaller_copies_are_sent_to_those_who_can_read_them(
    server: str, accepts: str, unpack
) -> None:
    packed, plain = ask(server, "/crisis/ie/", Accept_Encoding=accepts), ask(server, "/crisis/ie/")
    assert packed.headers["content-encoding"] == accepts
    assert "accept-encoding" in packed.headers["vary"].lower()
    assert unpack(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 2


def test_a_part_and_an_unchanged_page_are_not_sent_whole(server: str) -> None:
    whole = ask(server, "/crisis/")
    part = ask(server, "/crisis/", Range="bytes=0-99")
    assert (part.status, part.body) == (206, whole.body[:100])
    assert ask(server, "/crisis/", Range="bytes=99999999-").status == 416
    again = ask(server, "/crisis/", If_None_Match=whole.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_style_that_is_named_by_its_content_may_be_kept(server: str, site: Path) -> None:
    name = next(site.glob("assets/site.*.css")).name
    answer = ask(server, f"/assets/{name}")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/css")


def test_the_process_writes_nothing_about_its_visitors(site: Path) -> None:
    running = serving(site)
    with running as address:
        for path in ("/", "/crisis/ie/?from=marker-5821", "/nowhere/", "/%00"):
            ask(address, path, User_Agent="marker-5821", Referer="http://marker-5821/")
        ask(address, "/", Host="marker-5821.example")
        ask(address, b"/" + b"a" * 100_000)
        ask(address, b"http://[marker-5821/crisis")
    assert "marker-5821" not in running.output
    assert "127.0.0.1" not in running.output
    assert running.output.strip() == ""


def test_a_name_of_its_own_is_answered(site: Path) -> None:
    with serving(
        site,
        HANDRAIL_SITE_URL="https://help.example.org/",
        HANDRAIL_TRUSTED_HOSTS="other.example.org",
    ) as address:
        assert ask(address, "/", Host="help.example.org").status == 200
        assert ask(address, "/", Host="OTHER.example.org:8443").status == 200
        assert ask(address, "/", Host="evil.example.org").status == 400


def test_a_new_build_is_served_whole_by_the_process_that_runs(site: Path, tmp_path: Path) -> None:
    live, fresh = tmp_path / "site", tmp_path / "fresh"
    for folder in (live, fresh):
        copy_site(site, folder)
    for ending in ("", ".gz", ".br"):
        (fresh / f"crisis/ie/index.html{ending}").unlink()
    longer = (site / "crisis/ie/index.html").read_bytes() + b"<!-- longer than before -->" * 20
    (fresh / "crisis/ie/index.html").write_bytes(longer)
    (fresh / "assets/new.css").write_text("p{}", encoding="utf-8")
    shutil.rmtree(fresh / "coping")
    with serving(live) as address:
        assert ask(address, "/coping/").status == 200
        live.rename(tmp_path / "old")
        assert ask(address, "/nowhere/").status == 404, (
            "in the moment between two builds the kind page still stands"
        )
        fresh.rename(live)
        assert ask(address, "/crisis/ie/").body == longer
        assert ask(address, "/assets/new.css").status == 200
        assert ask(address, "/coping/").status == 404


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"HANDRAIL_PORT": "http"}, "HANDRAIL_PORT"),
        ({"HANDRAIL_PORT": "70000"}, "HANDRAIL_PORT"),
        ({"HANDRAIL_HOST": ""}, "HANDRAIL_HOST"),
        ({"HANDRAIL_SITE_URL": "help.example.org"}, "HANDRAIL_SITE_URL"),
        ({"HANDRAIL_SITE_URL": "https://example.org/sub/"}, "HANDRAIL_SITE_URL"),
        ({"HANDRAIL_SITE_URL": "javascript:alert(1)"}, "HANDRAIL_SITE_URL"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(settings: dict[str, str], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        Config.from_env(settings, ROOT)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"HANDRAIL_PORT": "0x50"}, "HANDRAIL_PORT"),
        ({"HANDRAIL_SITE_DIR": "/nonexistent"}, "no built site"),
    ],
)
def test_the_process_ends_with_one_sentence_when_it_cannot_start(
    settings: dict[str, str], says: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "portal"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "HANDRAIL_PORT": str(free_port()), **settings},
    )
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_every_setting_is_explained_in_one_page() -> None:
    named = re.compile(r"HANDRAIL_[A-Z_]+[A-Z]")
    code = [
        ROOT / "mkdocs.yml",
        *(
            path
            for room in ("site_config", "portal", "scripts")
            for path in (ROOT / room).rglob("*.py")
        ),
    ]
    read = {name for path in code for name in named.findall(path.read_text(encoding="utf-8"))}
    explained = re.findall(
        r"^\| `(HANDRAIL_[A-Z_]+)` \|",
        (ROOT / "docs/settings.md").read_text(encoding="utf-8"),
        re.M,
    )
    assert sorted(explained) == sorted(read)
