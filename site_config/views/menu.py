"""The menu: the parts of the site that this copy has."""

from __future__ import annotations

from dataclasses import dataclass

from site_config.i18n import _
from site_config.model import Catalogue


@dataclass(frozen=True)
class MenuItem:
    """A part of the site as the menu shows it; ``main`` ones stand in the head on wide screens."""

    title: str
    path: str
    main: bool = False
    count: int = 0


def menu(catalogue: Catalogue, *, portal: bool = False) -> list[MenuItem]:
    """The menu: every part of the site that exists in this copy, with the number of its pages.

    With a ``portal`` it also leads to the two pages there that anybody may open, by their addresses
    from the root.
    """
    slugs = {entry.slug for entry in catalogue.entries()}
    wanted = [
        ("coping/index", MenuItem(_("Coping"), "coping/", True, len(catalogue.coping))),
        (
            "challenges/index",
            MenuItem(_("Challenges"), "challenges/", True, len(catalogue.challenges)),
        ),
        ("groups/index", MenuItem(_("Groups"), "groups/", True, len(catalogue.groups))),
        ("guidelines/index", MenuItem(_("Guidelines"), "guidelines/", True)),
        (
            "guidelines/practice/index",
            MenuItem(_("For hosts"), "guidelines/practice/", False, len(catalogue.practices)),
        ),
        (
            "resources/index",
            MenuItem(_("Resources"), "resources/", False, len(catalogue.resources)),
        ),
        (
            "guidelines/community-guidelines",
            MenuItem(_("Community guidelines"), "guidelines/community-guidelines/"),
        ),
        (
            "crisis/index",
            MenuItem(_("Someone to talk to"), "crisis/", False, len(catalogue.countries)),
        ),
        ("portal", MenuItem(_("My code"), "/portal/code", True)),
        ("portal", MenuItem(_("Send a note"), "/portal/feedback")),
        ("get-involved/index", MenuItem(_("Get involved"), "get-involved/")),
        ("get-involved/events/index", MenuItem(_("Events"), "get-involved/events/")),
        ("about/leaving", MenuItem(_("Leaving this site quickly"), "about/leaving/")),
        ("about/privacy-promise", MenuItem(_("Privacy promise"), "about/privacy-promise/")),
        ("about/sources", MenuItem(_("Where our facts come from"), "about/sources/")),
        ("about/accessibility", MenuItem(_("Accessibility"), "about/accessibility/")),
        ("about/index", MenuItem(_("About us"), "about/")),
        ("about/organisation", MenuItem(_("Who runs this site"), "about/organisation/")),
    ]
    return [item for slug, item in wanted if slug in slugs or (portal and slug == "portal")]
