"""Which service answers an emergency number, in words, and which number comes first."""

from __future__ import annotations

from site_config.i18n import N_, Words, _
from site_config.model import Country, Emergency

# In the order in which they help.
SERVICES = Words(
    {
        "all": N_("Any emergency"),
        "ambulance or general": N_("Ambulance"),
        "ambulance": N_("Ambulance"),
        "ambulance and fire": N_("Ambulance, fire"),
        "fire and ambulance": N_("Fire, ambulance"),
        "police": N_("Police"),
        "police and fire": N_("Police, fire"),
        "fire": N_("Fire"),
    }
)
ORDER = {service: place for place, service in enumerate(SERVICES)}


def by_service(number: Emergency) -> int:
    """Sorts emergency numbers by service: one for everything first, then an ambulance."""
    return ORDER[number.service]


def emergency_numbers(country: Country) -> list[Emergency]:
    """The emergency numbers of a country in the order in which they help; text messages last."""
    return sorted(country.emergency, key=lambda number: (number.by == "text", by_service(number)))


def service_in_words(number: Emergency) -> str:
    """Which service answers, and for whom: ``Any emergency, for Deaf people``."""
    service = SERVICES[number.service]
    if not number.for_whom:
        return service
    return _("{service}, for {whom}").format(service=service, whom=number.for_whom)
