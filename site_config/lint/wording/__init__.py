"""The wording engine: rules that are data, run over the words of one page or of any Markdown.

Pure and small, since a server may ask it, too: it knows patterns alone. A rule of the kind
``check`` is a function that the caller gives, by the name that the rule has for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from site_config.lint.markdown.text import Text
from site_config.lint.wording import patterns, suppressions
from site_config.lint.wording.rule import Rule, load_rules
from site_config.model import Problem

Checks = Mapping[str, Callable[[Text, Rule], Iterable[Problem]]]


def problems(text: Text, checks: Checks) -> list[Problem]:
    """What all rules find in a text, without what its own marks silence, and with what is wrong
    with those.
    """
    rules = load_rules()
    found = {
        problem: last for rule in rules.values() for problem, last in of_rule(rule, text, checks)
    }
    return suppressions.silenced(found, text, rules.keys())


def of_rule(rule: Rule, text: Text, checks: Checks) -> Iterable[tuple[Problem, int]]:
    """What one rule finds in a text, each with the line on which the words end that it is about.

    Raises ``KeyError`` for a rule that names a check which is not among ``checks``.
    """
    if rule.kind == "pattern":
        return patterns.find(text, rule)
    return ((problem, problem.line) for problem in checks[rule.check](text, rule))
