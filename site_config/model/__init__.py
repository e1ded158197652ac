"""The content model: what may stand in ``content/``, and what is wrong with it. Pure: no MkDocs, no Flask, no writing."""

from site_config.model.alerts import Alert
from site_config.model.catalogue import ORGANISATION, Catalogue, load
from site_config.model.challenge import Challenge, Step
from site_config.model.contacting import Answer, Contacting
from site_config.model.coping import Coping
from site_config.model.country import Country, Emergency
from site_config.model.entry import Entry, Source
from site_config.model.folder import is_published
from site_config.model.group import Group
from site_config.model.hours import Hours, Period
from site_config.model.line import Check, Line, LineSource, TextMessage
from site_config.model.organisation import Organisation
from site_config.model.page import Page
from site_config.model.problems import Problem, errors

__all__ = [
    "ORGANISATION", "Alert", "Answer", "Catalogue", "Challenge", "Check", "Contacting", "Coping", "Country", "Emergency", "Entry", "Group",
    "Hours", "Line", "LineSource", "Organisation", "Page", "Period", "Problem", "Source", "Step", "TextMessage", "errors", "is_published",
    "load",
]
