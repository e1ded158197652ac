"""The wording rules: each finds its bad examples and leaves its good ones, and each of them alone
would be missed.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_config.lint import wording
from site_config.lint.markdown.blocks import LONGEST_LINE
from site_config.lint.markdown.text import Text, without_marks
from site_config.lint.page import CHECKS
from site_config.lint.run import run_all
from site_config.lint.wording import Checks, literals, of_rule, suppressions
from site_config.lint.wording.rule import FOLDER, BadRules, Rule, load_rules, load_sources
from site_config.model import Problem, load
from tests.harness.content_folders import write
from tests.harness.paths import ROOT

RULES = load_rules()
PATTERNS = [rule for rule in RULES.values() if rule.kind == "pattern"]
SUICIDE = RULES["committed-suicide"]


def finds(rule: Rule, markdown: str, checks: Checks = CHECKS) -> list[Problem]:
    """What is left of what a rule finds, once the marks of the text are heard."""
    text = Text.of_markdown(markdown, "content/about/a.md")
    return [
        problem
        for problem in suppressions.silenced(dict(of_rule(rule, text, checks)), text, RULES.keys())
        if problem.rule == rule.id
    ]


def test_there_are_as_many_rules_as_the_research_holds() -> None:
    assert (len(RULES), len(PATTERNS)) == (139, 109)


def test_every_check_is_named_by_a_rule_and_every_rule_names_one_that_exists() -> None:
    assert {rule.check for rule in RULES.values() if rule.kind == "check"} == set(CHECKS)


def test_every_rule_finds_its_bad_examples() -> None:
    assert [
        (rule.id, example)
        for rule in RULES.values()
        for example in rule.bad
        if not finds(rule, example)
    ] == []


def test_every_rule_leaves_its_good_examples() -> None:
    assert [
        (rule.id, example, str(found))
        for rule in RULES.values()
        for example in rule.good
        for found in finds(rule, example)
    ] == []


def test_a_rule_that_is_emptied_misses_its_bad_examples() -> None:
    """So no other rule of the same name stands behind it, and the tests above can fail."""
    blind: Checks = {name: lambda text, rule: iter(()) for name in CHECKS}
    still: list[tuple[str, str]] = []
    for rule in RULES.values():
        patterns = ["(?!)"] if rule.patterns else []
        emptied = Rule.model_validate({**rule.model_dump(), "patterns": patterns})
        still += [(rule.id, example) for example in rule.bad if finds(emptied, example, blind)]
    assert still == []


def test_looking_for_a_piece_first_spares_no_match() -> None:
    """Every match holds one of the pieces of its pattern, in the examples of all rules, in small
    letters and in capitals.
    """
    examples = [example for rule in RULES.values() for example in (*rule.bad, *rule.good)]
    texts = [*examples, *(text.upper() for text in examples)]
    assert [
        (rule.id, text, pieces)
        for rule in PATTERNS
        for pattern, pieces in rule.searches
        for text in texts
        if pieces and not any(piece in text.casefold() for piece in pieces) and pattern.search(text)
    ] == []


PIECES = {
    r"\bcommit(?:s|ted)? suicide\b": {" suicide"},
    "Colou?rs": {"colo"},
    "(?:crazy|insane)(?: person)?": {"crazy", "insane"},
    "(?:crazy|mad)|nuts": {"crazy", "mad", "nuts"},
    "(?:crazy|of)": set(),
    "(?=abcd)efg(?!hijk)(?<=lmno)": {"efg"},
    r"abc\x41bcd[^]efgh]ij\.kl": {"ij.kl"},
    "(?:abcd){0,2}(?:efgh){2}": {"efgh"},
    "ab{2,}cde*f": set(),
    "abb+cde*fghi": {"fghi"},
    "(?P<a>abc)(?P=a)": set(),
    "(?i:abc)": set(),
}


def test_the_pieces_of_a_pattern_stand_in_each_of_its_matches() -> None:
    assert {pattern: literals.needed(pattern) for pattern in PIECES} == PIECES


def test_every_rule_speaks_kindly() -> None:
    harsh = re.compile(
        r"\b(?:error|invalid|illegal|forbidden|wrong|you should)\b",
        re.I,
    )
    assert [
        rule.id
        for rule in RULES.values()
        if harsh.search(f"{rule.message} {rule.suggestion}")
        or max(len(rule.message), len(rule.suggestion)) > 140
        or not (
            (not rule.message.endswith(".") and rule.message[0].islower())
            or rule.message[0] in "“0123456789"
        )
        or not all(re.match(r"https?://", source) for source in rule.sources)
    ] == []


def test_every_source_says_how_much_of_it_was_read_or_is_named_as_open() -> None:
    assert set(load_sources().values()) == {"seen", "partial", "recall"}
    assert {source for rule in RULES.values() for source in rule.sources} - set(
        load_sources()
    ) == set()


@pytest.mark.parametrize(
    ("markdown", "place"),
    [
        ("He committed suicide.", (1, 4)),
        ("One.\n\nHe committed\nsuicide.", (3, 4)),
        ("He **commit**ted _suicide_.", (1, 6)),
        ("He COMMITTED SUICIDE.", (1, 4)),
        ("He committed\u00a0suicide.", (1, 4)),
        ("- He committed suicide.", (1, 6)),
        ("| a |\n|---|\n| committed suicide |", (3, 3)),
        ("![He committed suicide](a.png)", (1, 6)),
        ("## He committed suicide", (1, 7)),
        ("He committed [suicide](a.md).", (1, 4)),
        ("He commit&#116;ed suicide.", (1, 4)),
        ('!!! note "He committed suicide"', (1, 14)),
    ],
)
def test_words_are_found_however_they_are_written(markdown: str, place: tuple[int, int]) -> None:
    (found,) = finds(SUICIDE, markdown)
    assert (found.line, found.column) == place
    assert (found.level, found.rule, found.source) == (
        "error",
        "committed-suicide",
        SUICIDE.sources[0],
    )


@pytest.mark.parametrize(
    "markdown",
    [
        "`committed suicide`",
        "```\ncommitted suicide\n```",
        "[a](https://example.org/committed-suicide)",
        "<!-- committed suicide -->",
        "He committed\n\nsuicide.",
        "- committed\n- suicide",
        "https://example.org/?q=committed+suicide",
    ],
)
def test_what_nobody_reads_as_words_is_left(markdown: str) -> None:
    assert finds(SUICIDE, markdown) == []


def test_the_end_of_a_paragraph_is_the_end_of_its_words_wherever_it_stands() -> None:
    assert [
        len(finds(RULES["clean-dirty"], f"## She is clean\n\n{after}"))
        for after in ("", "More.", "kitchens")
    ] == [1, 1, 1]


def test_a_straight_and_a_curly_apostrophe_are_one() -> None:
    assert [
        len(finds(RULES["always-here"], text))
        for text in ("We're here for you 24/7.", "We’re here for you 24/7.")
    ] == [1, 1]


def test_a_members_own_words_are_not_judged_but_for_ways_to_hurt_oneself() -> None:
    quoted = '!!! quote "A member wrote"\n\n    {}\n\nOur words.'
    assert finds(SUICIDE, quoted.format("He committed suicide.")) == []
    for rule in (rule for rule in PATTERNS if rule.category == "method"):
        assert finds(rule, quoted.format(rule.bad[0])), rule.id


MARKED = "He committed suicide."


MARKS_THAT_HOLD = [
    f"{MARKED} <!-- lang-ok: committed-suicide an old title -->",
    f"<!-- lang-ok: committed-suicide an old title -->\n{MARKED}",
    f"<!-- lang-ok: committed-suicide an old title -->\n\n{MARKED}",
    f"<!--lang-ok committed-suicide   an old title-->\n{MARKED}",
    f"<!-- lang-ok: committed-suicide an old title --> <!-- lang-ok: ring-dial an old title "
    f"-->\n{MARKED}",
]


def test_a_mark_is_for_words_that_begin_or_end_on_its_line() -> None:
    mark = "<!-- lang-ok: committed-suicide an old title -->"
    assert (
        finds(SUICIDE, f"He committed {mark}\nsuicide.")
        == finds(SUICIDE, f"He committed\nsuicide. {mark}")
        == []
    )
    assert [found.line for found in finds(SUICIDE, f"He committed suicide\nlong ago. {mark}")] == [
        1
    ]


@pytest.mark.parametrize("markdown", MARKS_THAT_HOLD)
def test_a_mark_with_a_reason_silences_one_line(markdown: str) -> None:
    assert finds(SUICIDE, markdown) == []
    (left,) = finds(SUICIDE, f"{markdown}\n\nAgain: {MARKED}")
    assert left.line == markdown.count("\n") + 3


@pytest.mark.parametrize(
    ("mark", "what", "level"),
    [
        (
            "committed-suicide",
            "this mark does not say why committed-suicide is wrong here",
            "error",
        ),
        (
            "committed-suicide quote",
            "this mark does not say why committed-suicide is wrong here",
            "error",
        ),
        ("comitted-suicide an old title", "there is no rule comitted-suicide", "error"),
        ("", "this mark names no rule", "error"),
        (
            "ring-dial an old title",
            "this mark silences nothing: ring-dial finds nothing here",
            "warning",
        ),
    ],
)
def test_a_mark_that_is_no_good_is_told_and_silences_nothing(
    mark: str, what: str, level: str
) -> None:
    text = Text.of_markdown(f"Words.\n\n<!-- lang-ok: {mark} -->\n{MARKED}", "content/about/a.md")
    found = {
        (problem.line, problem.level, problem.rule or problem.what)
        for problem in wording.problems(text, CHECKS)
        if problem.level != "suggestion"
    }
    assert found >= {(4, "error", "committed-suicide"), (3, level, what)}


def test_what_is_rendered_holds_no_mark_and_no_paragraph_is_parted_by_one() -> None:
    assert (
        without_marks("One.\n<!-- lang-ok: a b c -->\nTwo. <!-- lang-ok: a b c -->\n")
        == "One.\nTwo. \n"
    )
    assert without_marks("<!-- a note -->") == "<!-- a note -->"


PAGE = "---\nkind: page\ntitle: A page\n{}\nwritten: 2026-11-21\n---\n{}\n"


def page(tmp_path: Path, description: str, body: str) -> list[Problem]:
    write(tmp_path, {"about/a.md": PAGE.format(description, body)})
    catalogue, problems = load(tmp_path)
    assert problems == []
    return wording.problems(Text.of(catalogue.pages["about/a"]), CHECKS)


def test_sentences_of_the_front_matter_are_judged_and_can_be_marked(tmp_path: Path) -> None:
    (found,) = page(tmp_path, "description: What a crazy week.", "Words.")
    assert (found.line, found.column, found.rule) == (4, 21, "crazy")
    assert (
        page(
            tmp_path,
            "description: What a crazy week. # lang-ok: crazy the name of a song",
            "Words.",
        )
        == []
    )
    assert (
        page(
            tmp_path,
            "# lang-ok: crazy the name of a song\ndescription: What a crazy week.",
            "Words.",
        )
        == []
    )
    assert [
        problem.rule
        for problem in page(
            tmp_path, "description: What a crazy week.\nkeywords: [crazy]", "Words."
        )
    ] == ["crazy"]


def test_only_the_pages_that_are_asked_for_are_read(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            f"about/{name}.md": PAGE.format("description: What it is.", MARKED)
            for name in ("a", "b")
        },
    )
    catalogue, _ = load(tmp_path)

    def of(only: set[str] | None) -> set[str]:
        return {
            problem.path
            for problem in run_all(catalogue, only=only)
            if problem.rule == "committed-suicide"
        }

    assert of({"content/about/b.md"}) == {"content/about/b.md"}
    assert of(None) == {"content/about/a.md", "content/about/b.md"}


def test_what_an_exception_excuses_is_what_it_touches() -> None:
    """Many exceptions on one page are looked through in order; each match is still judged by those
    that touch it alone.
    """
    rule = RULES["safe-promise"]
    good, bad = "No form is completely anonymous.", "Our form is completely anonymous."
    assert [found.column for found in finds(rule, f"{bad} {good} {bad} {good} {bad}")] == [
        13,
        80,
        147,
    ]
    assert finds(rule, f"{good} {good}") == []


def test_a_hostile_line_comes_to_its_end() -> None:
    """The longest line that is read, made of a rule's own words; how long it takes stands in the
    bench.
    """
    for rule in RULES.values():
        lines = []
        for word in {*rule.bad[0].split()[:4], rule.bad[0].replace("\n", " ") + " "}:
            lines.append((f"{word} " * LONGEST_LINE)[:LONGEST_LINE])
            lines.append((word * LONGEST_LINE)[:LONGEST_LINE])
        text = Text.of_markdown("\n\n".join(lines))
        assert all(last >= found.line for found, last in of_rule(rule, text, CHECKS)), rule.id


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- id: a\n  level: error", "a cannot be read"),
        ("a: 1", "is not a list of rules"),
        ("- [", "is not readable as YAML"),
        (
            "- id: a\n  level: error\n  category: plain\n  kind: pattern\n  patterns: ['(']\n  "
            "message: m\n  suggestion: s\n  sources: [x]\n"
            "  bad: [a, b]\n  good: [a, b]",
            "a cannot be read",
        ),
    ],
)
def test_rules_that_cannot_be_read_are_told_with_their_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, says: str
) -> None:
    (tmp_path / "broken.yml").write_text(text, encoding="utf-8")
    monkeypatch.setattr("site_config.lint.wording.rule.FOLDER", tmp_path)
    with pytest.raises(BadRules, match=f"broken.yml.*{says}"):
        load_rules.__wrapped__()


def test_the_rules_are_neither_published_nor_searched(site: Path) -> None:
    assert ROOT / "content" not in FOLDER.parents
    assert list(site.rglob("*.yml")) == []
    index = (site / "search/search_index.json").read_text(encoding="utf-8")
    assert [rule.id for rule in PATTERNS if rule.message in index or rule.bad[0] in index] == []
