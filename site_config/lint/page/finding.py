"""How a check says what it found, in the words of its rule."""

from __future__ import annotations

from site_config.lint.markdown.text import Block, Text
from site_config.lint.wording.rule import Rule
from site_config.model import Problem


def found(
    text: Text, rule: Rule, line: int, column: int = 0, detail: str = "", what: str = ""
) -> Problem:
    """A Problem in the words of the rule. ``detail`` stands behind them in brackets; ``what``
    replaces what is wrong.
    """
    words = what or rule.message
    return Problem(
        text.path,
        line,
        "",
        f"{words} ({detail})" if detail else words,
        rule.suggestion,
        rule.level,
        column,
        rule.id,
        rule.sources[0],
    )


def found_in(
    text: Text, rule: Rule, block: Block, offset: int = 0, detail: str = "", what: str = ""
) -> Problem:
    """The same for a letter of a block."""
    line, column = block.place(offset)
    return found(text, rule, line, column, detail, what)
