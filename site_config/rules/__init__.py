"""The rules for writers, as data: what may hurt a reader or shut one out, why, and what to write instead.

One file a category, ``page-*.yml`` for those that look at a whole page. The checks run them, and the guide for writers shows them.
"""

from site_config.rules.rule import BadRules, Rule, load_rules, load_sources

__all__ = ["BadRules", "Rule", "load_rules", "load_sources"]
