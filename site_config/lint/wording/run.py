"""Runs one rule on one page, whatever it is."""

from __future__ import annotations

from site_config.lint.markdown.text import Text
from site_config.lint.page import CHECKS
from site_config.lint.wording import patterns
from site_config.lint.wording.rule import Rule
from site_config.model import Problem


def run_rule(rule: Rule, text: Text) -> list[Problem]:
    """What one rule finds on one page. Raises ``KeyError`` for a rule that names a check which does
    not exist.
    """
    return list(with_last_lines(rule, text))


def with_last_lines(rule: Rule, text: Text) -> dict[Problem, int]:
    """The same, each with the line on which the words end that it is about."""
    if rule.kind == "pattern":
        return dict(patterns.find(text, rule))
    return {problem: problem.line for problem in CHECKS[rule.check](text, rule)}
