"""The content model: what may stand in ``content/``, and what is wrong with it. Pure: no MkDocs, no
Flask, no writing.
"""

from site_config.model.alerts import Alert
from site_config.model.catalogue import ORGANISATION, Catalogue, load
from site_config.model.challenge import Challenge, Step
from site_config.model.contacting import Answer, Contacting
from site_config.model.coping import Coping
from site_config.model.country import Country, Emergency
from site_config.model.entry import Entry, Source
from site_config.model.event import Event
from site_config.model.folder import is_published
from site_config.model.group import Group
from site_config.model.guideline import Change, Guideline
from site_config.model.hours import Hours, Period
from site_config.model.line import Check, Line, LineSource, TextMessage
from site_config.model.organisation import Organisation
from site_config.model.page import Page
from site_config.model.pictures import Picture
from site_config.model.practice import Practice, Question, Stretch
from site_config.model.problems import Level, Problem, errors
from site_config.model.resource import Resource
from site_config.model.tags import Feeling, Tag

__all__ = [
    "ORGANISATION",
    "Alert",
    "Answer",
    "Catalogue",
    "Challenge",
    "Change",
    "Check",
    "Contacting",
    "Coping",
    "Country",
    "Emergency",
    "Entry",
    "Event",
    "Feeling",
    "Group",
    "Guideline",
    "Hours",
    "Level",
    "Line",
    "LineSource",
    "Organisation",
    "Page",
    "Period",
    "Picture",
    "Practice",
    "Problem",
    "Question",
    "Resource",
    "Source",
    "Step",
    "Stretch",
    "Tag",
    "TextMessage",
    "errors",
    "is_published",
    "load",
]
