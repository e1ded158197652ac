"""The house itself: the steps that look at its code, the lock files, and what every room must
have.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Collection, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
import yaml

from scripts.verbs.test import STEPS, TESTS
from tests.harness.paths import ROOT

ROOMS = ("content", "site_config", "portal", "scripts", "tests", "docs")
CODE = ("site_config", "portal", "scripts")
LOCKS = ("requirements.txt", "requirements-test.txt")


def test_the_workflow_and_pre_commit_run_the_steps_that_the_tests_begin_with() -> None:
    """Style, format, imports and types are looked at by ``scripts test``, before pytest."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8"))
    ran = [step["run"] for step in workflow["jobs"]["test"]["steps"] if "run" in step]
    assert ran == [f"python -m scripts test --only {step}" for step in (*STEPS, TESTS)]
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    (here,) = config["repos"]
    assert here["repo"] == "local"
    assert [(hook["language"], hook["pass_filenames"]) for hook in here["hooks"]] == [
        ("system", False)
    ] * len(here["hooks"])
    *entries, content = [hook["entry"] for hook in here["hooks"]]
    assert entries == [f"python3 -m scripts test --only {step}" for step in STEPS]
    assert content == "python3 -m scripts check --changed HEAD"


def test_every_action_of_a_workflow_is_pinned_by_the_hash_of_its_commit() -> None:
    used = re.findall(
        r"uses: (.*)",
        "\n".join(
            path.read_text(encoding="utf-8") for path in (ROOT / ".github/workflows").glob("*.yml")
        ),
    )
    assert used
    assert [
        one for one in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v[\d.]+", one)
    ] == []
    assert len({one.partition("@")[0] for one in used}) == len(set(used)), "one pin for an action"


def test_no_circle_of_files() -> None:
    """Every import counts, also one inside a function or for types alone."""
    try:
        TopologicalSorter(imports_of_files(ROOT)).prepare()
    except CycleError as error:
        circle = " → ".join(reversed(error.args[1]))
        pytest.fail(f"these files import one another: {circle}", pytrace=False)


@pytest.mark.parametrize(
    ("importing", "imported"),
    [
        ("from rooms.b import x", "from rooms import a"),
        ("from rooms import b", "def f():\n    import rooms.a\n"),
        ("from .b import x", "if TYPE_CHECKING:\n    from . import a\n"),
    ],
)
def test_a_circle_of_files_is_seen(tmp_path: Path, importing: str, imported: str) -> None:
    (tmp_path / "rooms").mkdir()
    for name, text in (("__init__", ""), ("a", importing), ("b", imported)):
        (tmp_path / f"rooms/{name}.py").write_text(text, encoding="utf-8")
    with pytest.raises(CycleError, match=r"rooms\.a"):
        TopologicalSorter(imports_of_files(tmp_path, ("rooms",))).prepare()


def imports_of_files(root: Path, rooms: tuple[str, ...] = CODE) -> dict[str, set[str]]:
    """What each module of ours imports of ours, by name. A package is its ``__init__.py``."""
    files = {
        ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): path
        for room in rooms
        for path in (root / room).rglob("*.py")
    }
    return {
        name: {one for one in imports_of(name, path, files.keys()) if one != name}
        for name, path in files.items()
    }


def imports_of(name: str, path: Path, known: Collection[str]) -> Iterator[str]:
    """The modules among ``known`` that a file imports: of ``from a import b`` the module ``a.b``
    where it is one, else ``a``.
    """
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        if isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join([*above, node.module or ""]).strip(".") if node.level else node.module
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield from (one for one in (inner if inner in known else base,) if one in known)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_index_and_no_local_path_and_pins_all_by_hash(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"http|file:|^-|^\s*(/|\.\./|[A-Z]:\\)", text, re.M | re.I)
    packages = re.split(r"(?m)^(?=[A-Za-z0-9])", text)[1:]
    assert len(packages) > 40
    for package in packages:
        assert re.match(r"[a-z0-9-]+==\S+", package), package.splitlines()[0]
        assert "--hash=sha256:" in package, package.splitlines()[0]


def test_the_lock_holds_everything_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [
        *(need for room in project["project"]["optional-dependencies"].values() for need in room),
        *project["dependency-groups"]["build"],
    ]
    names = {re.split(r"[<>=\[]", need)[0].lower().replace(".", "-") for need in asked}
    serve, test = (
        {
            re.split("==", line)[0]
            for line in (ROOT / lock).read_text(encoding="utf-8").splitlines()
            if line[:1].isalnum()
        }
        for lock in LOCKS
    )
    assert names <= serve
    assert serve <= test
    assert {
        re.split(r"[<>=\[]", need)[0].lower() for need in project["dependency-groups"]["test"]
    } <= test


def test_every_dependency_has_its_reason_written_down() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    reasons = (ROOT / "docs/decisions/0002-dependencies.md").read_text(encoding="utf-8").lower()
    groups = [
        *project["project"]["optional-dependencies"].values(),
        *project["dependency-groups"].values(),
    ]
    asked = {re.split(r"[<>=\[]", need)[0].lower() for group in groups for need in group}
    assert sorted(name for name in asked if name not in reasons) == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_says_its_law_at_the_door(room: str) -> None:
    lines = (ROOT / room / "README.md").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert 4 <= len(lines) <= 60


def test_the_changelog_and_the_project_agree_on_the_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "version"
    ]
    found = re.search(
        r"^## \[?v?(\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M
    )
    assert found is not None
    assert found[1] == version


def test_ci_does_what_the_readme_says_and_nothing_else() -> None:
    commands = [
        line.strip()
        for line in (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    assert commands == ["set -eu", 'cd "$(dirname "$0")/.."', "exec python3 -m scripts test"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python3 -m scripts serve" in readme
    assert "python3 -m scripts test" in readme


def test_every_verb_is_in_the_readme() -> None:
    from scripts.bootstrap.usage import VERBS

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [verb for verb in VERBS if f"python3 -m scripts {verb}" not in readme] == []


def test_nothing_that_is_published_or_read_by_people_names_a_machine() -> None:
    suspects = re.compile(r"(?<![\w.])/(?:home|root|Users)/\w+|file:///")
    texts = [
        path
        for path in ROOT.rglob("*")
        if path.suffix in {".md", ".yml", ".toml", ".html", ".js", ".css", ".txt"}
        and not set(path.relative_to(ROOT).parts)
        & {".venv", ".build", "site", ".git", ".mypy_cache", ".ruff_cache"}
    ]
    assert [
        str(path) for path in texts if suspects.search(Path(path).read_text(encoding="utf-8"))
    ] == []


def test_every_file_that_a_document_names_is_there() -> None:
    named = re.compile(r"(?<![\w/.-])((?:site_config|portal|scripts|tests|docs)/[\w./-]*\w)")
    # Decisions are never rewritten: 0005 says where things went. The changes tell of earlier versions.
    texts = [*ROOT.glob("*.md"), *ROOT.glob("*/README.md"), *(ROOT / "docs").glob("*.md")]
    missing = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in texts
        if path.name != "CHANGELOG.md"
        for name in named.findall(path.read_text(encoding="utf-8"))
        if not (ROOT / name).exists() and not is_address(name)
    ]
    assert missing == []


def is_address(name: str) -> bool:
    """Whether it is an address of the portal, such as ``portal/code``, and no file."""
    return name.split("/")[0] == "portal" and "." not in name


@pytest.mark.parametrize(
    ("term", "file"),
    [
        ("honeypot", "portal/forms/fields.py"),
        ("idempotency_key", "portal/security/submission_guards.py"),
        ("rate_limit", "portal/storage/rate_limits.py"),
        ("state_machine", "portal/domain/seats.py"),
        ("lint", "site_config/lint/run.py"),
    ],
)
def test_what_the_field_has_a_name_for_has_that_name(term: str, file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    names = [node.name for node in ast.walk(ast.parse(text)) if hasattr(node, "name")]
    names += re.findall(r"^ *(\w+) = ", text, re.M) + list(Path(file).parts)
    plain = [re.sub(r"(?<=[a-z])(?=[A-Z])", "_", str(name)).casefold() for name in names]
    assert any(term in name for name in plain), f"{file} builds it under another name"
