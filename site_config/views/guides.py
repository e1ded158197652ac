"""The guides: words beside the crisis lines, in the order in which they help, and the way to
somebody that stands above them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from site_config.model import Alert, Catalogue, Country, Page
from site_config.views.country import country_view
from site_config.views.line_view import ContactView, LineView, scripts

# From the next minutes to the next days; then what fewer people need.
ORDER = (
    "right-now",
    "what-happens-when-you-call",
    "text-and-chat",
    "self-harm",
    "someone-else",
    "violence-at-home",
    "after-a-crisis",
    "police-and-emergency",
    "abroad",
)


@dataclass(frozen=True)
class GuideView:
    """What stands above a guide: the emergency numbers of the organisation's own country, and its
    first ``lines``.

    Of those there are at most two: one, and beside it one to write to where the first can only be
    called. None where no line for everybody is confirmed; the country's page is the way then.
    """

    country: Country
    emergency: list[ContactView]
    lines: list[LineView]
    scripts: list[str] = field(default_factory=list)


def guides(catalogue: Catalogue) -> list[Page]:
    """Every guide of this copy, in the order in which they help; those that a community wrote
    itself come last, by title.
    """
    found = [page for page in catalogue.pages.values() if page.shape == "guide"]
    places = {f"crisis/{slug}": place for place, slug in enumerate(ORDER)}
    return sorted(found, key=lambda page: (places.get(page.slug, len(ORDER)), page.title))


def guide_view(country: Country, alerts: Sequence[Alert] = ()) -> GuideView:
    """What stands above each guide of an organisation in this country; ``alerts`` are those of the
    day.
    """
    view = country_view(country, alerts)
    lines = view.everyone[:1]
    if lines and not _in_writing(lines[0]):
        lines += [item for item in view.everyone if _in_writing(item)][:1]
    return GuideView(country, view.emergency, lines, scripts(lines))


def _in_writing(item: LineView) -> bool:
    return any(contact.kind != "call" for contact in item.contacts)
