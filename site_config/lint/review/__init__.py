"""What a person has yet to do: facts that are due for a look, and what stands between a copy and
going public.
"""

from site_config.lint.review.release import release
from site_config.lint.review.review_item import ReviewItem
from site_config.lint.review.stale import stale

__all__ = ["ReviewItem", "release", "stale"]
