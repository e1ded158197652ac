"""Addresses of the portal are contracts: each stands in one place, and all else asks ``url_for``."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from flask import url_for

from portal.layout import EXIT_ADDRESS
from tests.harness.paths import ROOT
from tests.harness.watched_portal import Watched, inside

PORTAL = ROOT / "portal"
ADDRESSES = {
    "signup.form": "/portal/groups/carers/join",
    "signup.submit": "/portal/groups/carers/join",
    "notes.form": "/portal/feedback",
    "notes.submit": "/portal/feedback",
    "mypage.open": "/portal/code",
    "mypage.act": "/portal/code",
    "staff.today": "/portal/care/",
    "staff.without_slash": "/portal/care",
    "record.show": "/portal/care/record/0123456789abcdef",
    "record.act": "/portal/care/record/0123456789abcdef",
    "login.form": "/portal/care/login",
    "login.log_in": "/portal/care/login",
    "login.log_out": "/portal/care/logout",
    "login.list_sessions": "/portal/care/sessions",
    "login.revoke": "/portal/care/sessions",
    "exit.leave": "/portal/exit",
    "health.show": "/portal/health",
}
VALUES = {"signup": {"slug": "carers"}, "record": {"ref": "0123456789abcdef"}}
# Where an address must be written out, and why.
WRITTEN_OUT = {
    ("layout.py", EXIT_ADDRESS): "a layout is read before any blueprint is registered",
    ("security/sessions.py", "/portal"): "the path of cookies, not an address",
    ("app.py", "/portal/"): "what every address of the portal begins with",
}


def test_each_endpoint_has_the_address_that_was_released(portal: Watched) -> None:
    with inside(portal) as (app, _), app.test_request_context():
        found = {
            rule.endpoint: url_for(rule.endpoint, **VALUES.get(rule.endpoint.split(".")[0], {}))
            for rule in app.url_map.iter_rules()
            if rule.rule.startswith("/portal")
        }
    assert found == ADDRESSES
    assert ADDRESSES["exit.leave"] == EXIT_ADDRESS


def test_no_module_writes_an_address_of_the_portal_out() -> None:
    found = {
        (path.relative_to(PORTAL).as_posix(), text)
        for path in PORTAL.rglob("*.py")
        for text in literals(path)
        if text.startswith("/portal")
    }
    assert found == set(WRITTEN_OUT)


def test_no_template_writes_an_address_of_the_portal_out() -> None:
    templates = sorted(PORTAL.rglob("*.html"))
    assert len(templates) > 15
    assert [path.name for path in templates if "/portal" in path.read_text(encoding="utf-8")] == []


def literals(path: Path) -> Iterator[str]:
    """Every string in a module, parts of f-strings too, but for the prefixes of blueprints."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prefixes = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "url_prefix"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in prefixes:
            yield node.value
