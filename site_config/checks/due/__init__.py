"""What a person has yet to do: facts that are due for a look, and what stands between a copy and going public."""

from site_config.checks.due.ageing import stale
from site_config.checks.due.going_public import release
from site_config.checks.due.task import Due

__all__ = ["Due", "release", "stale"]
