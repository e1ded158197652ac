"""Classes and data attributes as pages have them: short in the built site, readable in pages of the
portal and before the step after a build.
"""

from __future__ import annotations

from site_config.postbuild import short_names
from tests.harness.paths import ROOT

NAMES = short_names.read(ROOT / "site_config/theme/short_names.yml")


def served(selector: str) -> str:
    """A selector with readable names, as it finds things in the built site."""
    return NAMES.in_selector(selector)


def either(selector: str) -> str:
    """The same for pages of the built site and of the portal."""
    return f"{selector}, {served(selector)}"
