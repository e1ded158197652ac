"""Pages and exports in a language of their own: words change, facts and identities do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog as Translations
from babel.messages.mofile import write_mo

from site_config import i18n
from site_config.exports.vcard import contacts_file
from site_config.views import labels
from site_config.views.country import country_view
from site_config.views.line_view import ContactView
from tests.harness.countries import HIGH, a_country, a_line

# A tag that ISO 639 leaves for private use.
LANGUAGE = "qaa"
WORDS = {
    "Call": "Anrufen",
    "Text {keyword} to": "SMS mit {keyword} an",
    "Emergency": "Notfall",
    "Any emergency": "Jeder Notfall",
    "Mondays": "Montags",
}
COUNTRY = a_country(
    a_line(**HIGH),
    a_line(
        id="zz-text",
        display="Text HELLO to 50808",
        sms={"number": "50808", "keyword": "HELLO"},
        **HIGH,
    ),
    a_line(
        id="zz-both",
        sms={"number": "50808", "keyword": "HELLO"},
        **HIGH,
    ),
)


@pytest.fixture(scope="module", autouse=True)
def translated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A catalogue of a few words, as a translator hands it over."""
    folder = tmp_path_factory.mktemp("locale")
    catalogue = Translations()
    for english, other in WORDS.items():
        catalogue.add(english, other)
    path = Path(folder, LANGUAGE, "LC_MESSAGES", "handrail.mo")
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(i18n, "LOCALE", folder)
        i18n.translation.cache_clear()
        yield
    i18n.translation.cache_clear()


def test_the_words_are_those_of_the_language_that_is_set() -> None:
    with i18n.speaking(LANGUAGE):
        assert labels.weekday["monday"] == "Montags"
        view = country_view(COUNTRY)
    assert view.emergency == [ContactView("tel:112", "Anrufen", "112", "call", "Jeder Notfall")]
    assert labels.weekday["monday"] == "Mondays"


def test_no_number_stands_twice_whatever_the_language_of_its_display() -> None:
    with i18n.speaking(LANGUAGE):
        lines = {item.line.id: item for item in country_view(COUNTRY).everyone}
    assert lines["zz-text"].shown_apart == ""
    assert [(way.verb, way.number) for way in lines["zz-text"].contacts] == [
        ("", "Text HELLO to 50808")
    ]
    assert [(way.verb, way.number) for way in lines["zz-both"].contacts] == [
        ("Anrufen", "116 123"),
        ("SMS mit HELLO an", "50808"),
    ]


def test_contacts_are_named_in_the_language_and_identified_in_none() -> None:
    english = contacts_file(COUNTRY, named=False)
    with i18n.speaking(LANGUAGE):
        other = contacts_file(COUNTRY, named=False)
    assert "FN:Notfall 112" in other
    assert "FN:Emergency 112" in english
    for fact in (r"UID:.+", r"TEL;.+", r"REV:.+"):
        assert re.findall(fact, other) == re.findall(fact, english)
        assert len(re.findall(fact, english)) >= 4
