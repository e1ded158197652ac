"""The wording check: rules that are data, run over the words of every page."""

from __future__ import annotations

from site_config.lint.markdown.text import Text
from site_config.lint.wording import suppressions
from site_config.lint.wording.rule import load_rules
from site_config.lint.wording.run import with_last_lines
from site_config.model import Problem


def of_page(text: Text) -> list[Problem]:
    """What the rules find on one page, without what its own marks silence, and with what is wrong
    with those.
    """
    rules = load_rules()
    found = {
        problem: line
        for rule in rules.values()
        for problem, line in with_last_lines(rule, text).items()
    }
    return suppressions.silenced(found, text, rules.keys())
