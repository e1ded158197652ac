"""The doors for people without git: the forms of the platform, its workflow, who is asked to read,
and the links at the foot of a page.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from scripts.bootstrap.usage import VERBS
from site_config.model import Catalogue, Feeling, consents, load
from site_config.views import feedback_links
from tests.harness.names import either
from tests.harness.paths import ROOT
from tests.harness.project_copies import small_copy, verb

FORMS = sorted(
    path for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml"
)
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
# What GitHub takes, by its pages "Syntax for issue forms", "Syntax for GitHub's form schema" and
# "Common validation errors", and by the schema github-issue-forms.json of SchemaStore. All were
# read as they were stored in 2026; none is ours to pass on.
TOP = {"name", "description", "title", "labels", "assignees", "projects", "type", "body"}
MUST = {
    "markdown": {"value"},
    "input": {"label"},
    "textarea": {"label"},
    "dropdown": {"label", "options"},
    "checkboxes": {"label", "options"},
}
MAY = {
    "markdown": set(),
    "input": {"description", "placeholder", "value"},
    "textarea": {"description", "placeholder", "value", "render"},
    "dropdown": {"description", "multiple", "default"},
    "checkboxes": {"description"},
}
PARTS = {"type", "id", "attributes", "validations"}
# An account has 39 characters at most, by GitHub's own rule for names.
LONGEST_ACCOUNT = 39
PERSONAL = re.compile(
    r"\b(names?|nicknames?|e-?mail|phone|birth\w*|age|stor(?:y|ies)|experience\w*|diagnos\w+|about "
    r"you|who are you|how are you)\b",
    re.I,
)
ASKS = re.compile(
    r"\byour (?:own "
    r")?(?:name|e-?mail|phone|age|story|experience|diagnosis|life|reasons?|account)\b|\b(?:tell "
    r"us about|introduce) yourself\b"
    r"|\bwhat happened to you\b",
    re.I,
)
TIME = re.compile(
    r"\bwithin\b|\bsoon\b|\bshortly\b|\bquickly\b|\b(?:hours?|days?|weeks?)\b|\b24/7\b", re.I
)
NOTICE = (
    "**This is public, and for good.**\nAnyone can read it, and it cannot be taken back for "
    "certain.\n"
    "Please do not write about yourself or about somebody else.\n"
    "**If you need someone now**, open the site’s page *Get help now*.\nIt is the first link on "
    "every page.\n"
)


def faults(form: Any) -> list[str]:
    """What GitHub would not take in a form."""
    found = [f"there is no {key}" for key in ("name", "description", "body") if not form.get(key)]
    found += [f"{key} is not known" for key in set(form) - TOP]
    found += [
        f"{key} is no text"
        for key in ("name", "description", "title")
        if key in form and not text(form[key])
    ]
    body = form.get("body") or []
    for n, part in enumerate(body):
        found += [f"body[{n}]: {fault}" for fault in faults_of(part)]
    asked = [part for part in body if part.get("type") != "markdown"]
    found += [] if asked else ["nothing is asked"]
    for what, values in (
        ("id", [part["id"] for part in asked if "id" in part]),
        ("label", [label for part in asked for label in labels(part)]),
    ):
        found += [
            f"{what} {value} stands twice"
            for value in sorted(set(values))
            if values.count(value) > 1
        ]
    return found


def faults_of(part: dict[str, Any]) -> list[str]:
    kind, given = part.get("type"), part.get("attributes") or {}
    if kind not in MUST:
        return [f"{kind} is no type"]
    found = [
        f"{key} is not known"
        for key in set(part) - (PARTS if kind != "markdown" else {"type", "attributes"})
    ]
    found += [f"there is no {key}" for key in MUST[kind] - set(given)] + [
        f"attribute {key} is not known" for key in set(given) - MUST[kind] - MAY[kind]
    ]
    found += [
        f"{key} is no text"
        for key in ("label", "description", "placeholder", "value", "render")
        if key in given and not text(given[key])
    ]
    if "id" in part and not re.fullmatch(r"[A-Za-z0-9_-]+", str(part["id"])):
        found.append(f"id {part['id']} holds other signs")
    if set(part.get("validations") or {}) - {"required"} or not isinstance(
        (part.get("validations") or {}).get("required", True), bool
    ):
        found.append("validations can only say required: true or false")
    return found + faults_of_options(kind, given.get("options"))


def faults_of_options(kind: str, options: Any) -> list[str]:
    if kind not in {"dropdown", "checkboxes"}:
        return []
    if not isinstance(options, list) or not options:
        return ["there are no options"]
    if kind == "checkboxes" and not all(
        isinstance(one, dict) and set(one) <= {"label", "required"} for one in options
    ):
        return ["a box has a label, and may be required"]
    names = [one.get("label") for one in options] if kind == "checkboxes" else options
    return [
        f"option {name} is no text, stands twice or means no choice"
        for name in names
        if not text(name) or names.count(name) > 1 or name.lower() == "none"
    ]


def text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def labels(part: dict[str, Any]) -> list[str]:
    """The label of a field, and those of its boxes: GitHub wants them all to differ."""
    given = part.get("attributes") or {}
    boxes = (given.get("options") or []) if part.get("type") == "checkboxes" else []
    return [
        str(given.get("label")),
        *(str(box.get("label")) for box in boxes if isinstance(box, dict)),
    ]


def form_of(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


GOOD = {
    "name": "A",
    "description": "B",
    "body": [{"type": "input", "id": "a", "attributes": {"label": "C"}}],
}


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"name": ""}, "there is no name"),
        ({"hello": "x"}, "hello is not known"),
        ({"description": True}, "description is no text"),
        ({"body": [{"type": "markdown", "attributes": {"value": "x"}}]}, "nothing is asked"),
        ({"body": [{"type": "text", "attributes": {"label": "C"}}]}, "body[0]: text is no type"),
        ({"body": [{"type": "input", "attributes": {}}]}, "body[0]: there is no label"),
        (
            {"body": [{"type": "input", "attributes": {"label": "C", "options": ["x"]}}]},
            "body[0]: attribute options is not known",
        ),
        (
            {"body": [{"type": "input", "id": "a b", "attributes": {"label": "C"}}]},
            "body[0]: id a b holds other signs",
        ),
        (
            {
                "body": [
                    {"type": "input", "id": "a", "attributes": {"label": name}} for name in "CD"
                ]
            },
            "id a stands twice",
        ),
        ({"body": [{"type": "input", "attributes": {"label": "C"}}] * 2}, "label C stands twice"),
        (
            {
                "body": [
                    {
                        "type": "input",
                        "attributes": {"label": "C"},
                        "validations": {"required": "yes"},
                    }
                ]
            },
            "body[0]: validations can only say required: true or false",
        ),
        (
            {"body": [{"type": "dropdown", "attributes": {"label": "C", "options": ["None"]}}]},
            "body[0]: option None is no text, stands twice or means no choice",
        ),
        (
            {"body": [{"type": "dropdown", "attributes": {"label": "C", "options": [True]}}]},
            "body[0]: option True is no text, stands twice or means no choice",
        ),
        (
            {"body": [{"type": "checkboxes", "attributes": {"label": "C", "options": ["x"]}}]},
            "body[0]: a box has a label, and may be required",
        ),
    ],
)
def test_a_form_that_the_platform_would_not_take_is_told(
    changed: dict[str, Any], fault: str
) -> None:
    assert faults(GOOD) == []
    assert fault in faults({**GOOD, **changed})


def test_there_is_a_form_for_each_thing_that_people_bring() -> None:
    assert [path.stem for path in FORMS] == [
        "consent-of-an-association",
        "correct-a-fact",
        "offer-a-strategy",
        "offer-a-translation",
        "something-else",
        "suggest-a-line",
    ]
    assert len({form_of(path)["name"] for path in FORMS}) == len(FORMS)
    chooser = yaml.safe_load(
        (ROOT / ".github/ISSUE_TEMPLATE/config.yml").read_text(encoding="utf-8")
    )
    assert chooser == {
        "blank_issues_enabled": False
    }  # an empty issue would say neither that it is public nor where help is


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_is_one_that_the_platform_takes(path: Path) -> None:
    assert faults(form_of(path)) == []


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_says_first_that_it_is_public_and_last_what_happens_and_promises_no_time(
    path: Path,
) -> None:
    body = form_of(path)["body"]
    assert body[0]["type"] == "markdown"
    assert body[0]["attributes"]["value"].startswith(NOTICE)
    assert body[-1]["type"] == "markdown"
    last = body[-1]["attributes"]["value"]
    assert last.startswith("**What happens next.**\n")
    assert "e promise no time" in last
    assert TIME.search(last) is None


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_for_no_name_no_address_and_no_experience(path: Path) -> None:
    form = form_of(path)
    asked = [part for part in form["body"] if part["type"] != "markdown"]
    fields = [
        form["name"],
        *(label for part in asked for label in labels(part)),
        *(part["attributes"].get("placeholder", "") for part in asked),
        *(part["id"] for part in asked),
    ]
    assert [words for words in fields if PERSONAL.search(words)] == []
    assert ASKS.search(path.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize(
    "label",
    [
        "Your name",
        "What is your e-mail?",
        "Nickname",
        "Your story",
        "Tell us of your experience",
        "Your age",
    ],
)
def test_a_label_that_asks_for_a_person_would_be_seen(label: str) -> None:
    assert PERSONAL.search(label)


def test_a_strategy_is_sorted_by_the_words_of_the_site() -> None:
    field = next(
        part
        for part in form_of(ROOT / ".github/ISSUE_TEMPLATE/offer-a-strategy.yml")["body"]
        if part.get("id") == "helps-with"
    )
    assert tuple(option.split(" ")[0] for option in field["attributes"]["options"]) == get_args(
        Feeling
    )


def test_the_letter_and_the_form_ask_for_what_a_consent_records(tmp_path: Path) -> None:
    """Each key of a consent has its field, and what the letter says to write is read as a consent."""
    form = form_of(ROOT / ".github/ISSUE_TEMPLATE/consent-of-an-association.yml")
    fields = {part.get("id") for part in form["body"]}
    meant = {"publisher": "publisher", "date": "answered-on", "told_to": "told-to"}
    assert set(consents.Consent.model_fields) == set(meant)
    assert set(meant.values()) | {"association", "asked", "asked-on", "answer"} <= fields
    example = re.search(
        r"```yaml\n(.*?)```", (ROOT / "docs/consent-letter.md").read_text(encoding="utf-8"), re.S
    )
    assert example is not None
    (tmp_path / "crisis").mkdir()
    (tmp_path / consents.FILE).write_text(example[1], encoding="utf-8")
    problems: list[Any] = []
    assert [
        one.publisher for one in consents.read(tmp_path, {"example.org"}, problems, "content")
    ] == ["example.org"]
    assert problems == []


def owners() -> list[list[str]]:
    lines = (ROOT / ".github/CODEOWNERS").read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines if line.strip() and not line.startswith("#")]


def test_what_has_an_owner_exists_and_crisis_and_guidelines_have_one() -> None:
    paths = [path for path, *_owners in owners()]
    assert {"/content/crisis/", "/content/guidelines/", "/.github/CODEOWNERS"} <= set(paths)
    assert [
        path for path in paths if not path.startswith("/") or not (ROOT / path[1:]).exists()
    ] == []


def test_a_placeholder_for_an_owner_can_be_nobodys_account() -> None:
    for path, *names in owners():
        assert names, f"{path} has no owner"
        for name in names:
            assert re.fullmatch(r"@[a-z0-9-]+/[a-z0-9-]+", name)
            assert len(name.split("/")[0]) - 1 > LONGEST_ACCOUNT, (
                f"{name} may be somebody's account"
            )


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_runs_what_a_person_can_run_and_may_only_read(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    assert "secrets." not in path.read_text(encoding="utf-8")
    assert "pull_request_target" not in workflow[True]  # YAML reads the key on: as true
    lines = [
        step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step
    ]
    assert lines
    for line in lines:
        python, module, room, name, *_rest = shlex.split(line)
        assert (python, module, room) in {
            ("python3", "-m", "scripts"),
            ("python", "-m", "scripts"),
        }, line
        assert name in VERBS, line
        assert "${{" not in line, f"{line}: what strangers write must not become a command"


def test_the_workflow_for_pages_annotates_and_sums_up_with_words_that_check_knows() -> None:
    from scripts.verbs import check

    workflow = yaml.safe_load((ROOT / ".github/workflows/content.yml").read_text(encoding="utf-8"))
    assert workflow[True] == {"pull_request": {"paths": ["content/**"]}}
    steps = workflow["jobs"]["check"]["steps"]
    assert steps[0]["with"]["fetch-depth"] == 2  # else git knows no commit before the change
    words = shlex.split(steps[2]["run"])[4:]
    options = check.Options(**check.command.make_context("check", words).params)
    assert (options.changed, options.format, options.summary) == (
        "HEAD^1",
        "github",
        "$GITHUB_STEP_SUMMARY",
    )


@pytest.mark.parametrize(
    "name", ["CONTRIBUTING.md", ".github/PULL_REQUEST_TEMPLATE.md", "docs/consent-letter.md"]
)
def test_every_command_and_file_that_a_door_names_exists(name: str) -> None:
    words = (ROOT / name).read_text(encoding="utf-8")
    assert set(re.findall(r"python3 -m scripts (\w+)", words)) <= set(VERBS)
    named = set(
        re.findall(
            r"`((?:content|docs|site_config|portal|scripts|tests|\.github)/[\w./-]*|[A-Z_]+(?:\.md)?|LICENSE)`",
            words,
        )
    )
    assert (
        sorted(
            path
            for path in named - {"content/coping/a-walk-at-night.md"}
            if not (ROOT / path).exists()
        )
        == []
    )


def test_contributing_has_three_doors_in_the_order_of_what_they_ask() -> None:
    heads = re.findall(r"^## (.*)$", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.M)
    assert heads[:3] == [
        "Door 1: no account and no git",
        "Door 2: a web browser",
        "Door 3: your own computer",
    ]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load(ROOT / "content")[0]


def test_tell_us_leads_to_a_form_or_to_the_page_that_says_how_else(catalogue: Catalogue) -> None:
    assert feedback_links.tell_us(catalogue, portal=True) == "/portal/feedback"
    assert feedback_links.tell_us(catalogue, portal=False) == "get-involved/write-a-page/"
    assert feedback_links.tell_us(Catalogue(), portal=False) == ""


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("https://github.com/a/b/edit/main/content/coping/sleep.md", True),
        ("https://codeberg.org/a/b/_edit/main/content/index.md", True),
        ("https://github.com/a/b/edit/master/docs/coping/sleep.md", False),
        (None, False),
        ("", False),
    ],
)
def test_edit_this_page_leads_to_a_file_of_the_content_or_nowhere(
    address: str | None, leads: bool
) -> None:
    assert bool(feedback_links.edit_page(address)) is leads


def foot(page: Path) -> dict[str, str]:
    tree = HTMLParser(page.read_text(encoding="utf-8"))
    return {
        link.text().strip(): link.attributes["href"] or ""
        for link in tree.css(either(".page-foot > .page-width > p a"))
    }


def test_each_page_leads_to_a_note_and_the_layout_of_the_portal_does_not(site: Path) -> None:
    for name in ("index.html", "coping/sleep/index.html", "get-involved/write-a-page/index.html"):
        assert foot(site / name).get("Tell us") == "/portal/feedback", name
        assert "Edit this page" not in foot(site / name), name
    assert set(foot(site / "404.html")) == {"Back to the top"}


def test_a_copy_on_a_platform_and_without_a_portal_leads_to_its_files_and_to_its_page(
    tmp_path: Path,
) -> None:
    project = small_copy(tmp_path / "project")
    (project / "content/get-involved").mkdir()
    (project / "content/get-involved/write-a-page.md").write_bytes(
        (project / "content/about/us.md").read_bytes()
    )
    settings = (project / "mkdocs.yml").read_text(encoding="utf-8")
    changed = (
        settings.replace("# repo_url:", "repo_url:")
        .replace("# edit_uri:", "edit_uri:")
        .replace("portal: true", "portal: false")
    )
    assert (
        changed.count("\nrepo_url:")
        == changed.count("\nedit_uri:")
        == changed.count("portal: false")
        == 1
    )
    (project / "mkdocs.yml").write_text(changed, encoding="utf-8")
    done = verb(project, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert foot(project / "site/about/us/index.html") == {
        "Tell us": "../../get-involved/write-a-page/",
        "Back to the top": "#main",
        "Edit this page": "https://github.com/your-community/your-copy/edit/main/content/about/us.md",
    }
    assert "Edit this page" not in foot(
        project / "site/about/specimen/index.html"
    )  # nobody wrote a file for it
    assert set(foot(project / "site/404.html")) == {"Back to the top"}
