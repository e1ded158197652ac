"""The verbs as one group: what the table promises, what a wrong call is told, and what a verb does
not pay for.
"""

from __future__ import annotations

import ast
import importlib.metadata
import subprocess
import sys
from pathlib import Path

import click
import pytest

from scripts.bootstrap.usage import VERBS, usage
from scripts.cli import MODULES, handrail, main
from tests.harness.paths import ROOT
from tests.harness.project_copies import PYTHON, verb

BOOTSTRAP = [ROOT / "scripts/__main__.py", *sorted((ROOT / "scripts/bootstrap").glob("*.py"))]


def test_each_verb_of_the_table_is_a_command_of_its_own_name() -> None:
    context = click.Context(handrail)
    assert handrail.list_commands(context) == list(VERBS)
    commands = {name: handrail.get_command(context, name) for name in VERBS}
    assert {name: found.name for name, found in commands.items() if found} == {
        name: name for name in VERBS
    }
    modules = {path.stem for path in (ROOT / "scripts/verbs").glob("[a-z]*.py")}
    assert modules == {MODULES.get(name, name) for name in VERBS}


def test_the_verbs_are_listed_where_nothing_is_installed(small: Path) -> None:
    done = subprocess.run(
        [
            PYTHON,
            "-I",
            "-c",
            "import runpy, sys; sys.path.insert(0, '.'); "
            "sys.argv = ['scripts']; runpy.run_module('scripts', run_name='__main__')",
        ],
        cwd=small,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, usage() + "\n", "")
    assert not (small / ".venv").exists()


def test_what_runs_before_the_environment_stands_imports_the_standard_library_alone() -> None:
    foreign = {
        (path.name, name)
        for path in BOOTSTRAP
        for name in imported(path)
        if name.partition(".")[0] not in sys.stdlib_module_names
        and not name.startswith("scripts.bootstrap")
    }
    assert foreign == set()


def imported(path: Path) -> list[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    return [
        *(alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names),
        *(node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)),
    ]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("sevre",), "There is no verb 'sevre'."),
        (("build", "--itno", "x"), "No such option '--itno'"),
        (("checked", "ie-samaritans", "--role", "volunteer"), "Missing option '--how'"),
        (("check", "--format", "xml"), "'xml' is not one of 'text', 'github', 'json'"),
        (("bench", "--sizes", "--paint"), "--sizes and --paint do not go together"),
        (("published", "now"), "unexpected extra argument"),
    ],
)
def test_a_call_that_is_wrong_ends_with_2_and_says_what_is(
    words: tuple[str, ...], says: str
) -> None:
    done = verb(ROOT, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_each_verb_says_how_it_is_called(option: str) -> None:
    done = verb(ROOT, "build", option)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Usage: python3 -m scripts build" in done.stdout and "--into" in done.stdout


def test_no_verb_pays_for_the_imports_of_another() -> None:
    program = (
        "import sys, scripts.cli, scripts.verbs.check; print(sorted({'flask', 'mkdocs', "
        "'sqlalchemy', 'playwright'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_what_is_installed_has_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    (command,) = importlib.metadata.entry_points(group="console_scripts", name="handrail")
    assert command.load() is main
    main([])
    assert capsys.readouterr().out == usage() + "\n"


def test_words_of_the_portal_and_of_pytest_are_passed_on_unread() -> None:
    context = click.Context(handrail)
    for name in ("portal", "test"):
        command = handrail.get_command(context, name)
        assert command is not None
        words = ["-k", "x", "--help", "--", "--demo"]
        assert command.make_context(name, list(words)).params == {"arguments": words}
