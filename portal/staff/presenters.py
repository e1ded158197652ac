"""How facilitators see a record: its title, state and standing, how to reach the person, and what
may be done next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portal import crypto, sealed_store
from portal.domain.seats import NoteState, State
from portal.domain.submissions import REQUEST, Answers, Note, Submission
from portal.forms.answers import LEAVE, REACH, TOPICS
from portal.site import SiteContext
from portal.storage import groups
from site_config.i18n import N_, Words, _, day

STATES: Mapping[State | NoteState, str] = Words(
    {
        State.WAITING: N_("Waiting list"),
        State.OFFERED: N_("Offered"),
        State.SEATED: N_("Has a place"),
        State.PAUSED: N_("Paused"),
        State.LEFT: N_("Left"),
        State.DECLINED: N_("Declined"),
        State.PASSED: N_("Offer ran out"),
        NoteState.RECEIVED: N_("New"),
        NoteState.READ: N_("Read"),
        NoteState.ANSWERED: N_("Answered"),
        NoteState.CLOSED: N_("Closed"),
    }
)


@dataclass(frozen=True)
class RecordRow:
    """One record in a list of the staff room."""

    ref: str
    title: str
    what: str
    state: str
    waits: bool


def words_of(record: Submission, keys: dict[int, crypto.Pair]) -> Answers | Note | None:
    """Decrypts what a record says with the keys of its circle; None where no key fits."""
    try:
        return (
            sealed_store.answers(record, keys)
            if record.kind == REQUEST
            else sealed_store.note(record, keys)
        )
    except crypto.Closed:
        return None


def answer_rows(words: Answers | Note) -> list[tuple[str, str]]:
    """Question and answer, without what ``contact`` says already."""
    if isinstance(words, Note):
        return [(_("About"), TOPICS[words.topic]), (_("Their words"), words.text)]
    return [(_("What makes it easier for them"), words.needs or _("Left out"))]


def contact(words: Answers) -> list[str]:
    """How a person wants to be reached, as a facilitator must read it before doing so."""
    if words.reach == "code":
        return [_("They look here with six words. Please do not try another way.")]
    message = _("A message, if they do not answer: {answer}").format(answer=LEAVE[words.message])
    return [f"{REACH[words.reach]}: {words.contact}", message, _("Use no other way.")]


def row(site: SiteContext, record: Submission, keys: dict[int, crypto.Pair]) -> RecordRow:
    """One record in a list: the name that a person gave, or that it is a note."""
    title = _title(words_of(record, keys))
    return RecordRow(record.ref, title, about(site, record), state(record), record.waits)


def _title(words: Answers | Note | None) -> str:
    if words is None:
        return _("Sealed for others")
    return words.nickname if isinstance(words, Answers) else _("A note")


def about(site: SiteContext, record: Submission) -> str:
    """What a record is about, in clear words: group, number, day."""
    since = _("last word {day}").format(day=day(record.touched_on.isoformat()))
    if record.kind != REQUEST:
        return since
    number = _("number {number}").format(number=record.number)
    return f"{group_name(site, record.slug or '')}, {number}, {since}"


def group_name(site: SiteContext, slug: str) -> str:
    """The title of a group, or the name of its file where it left the site."""
    group = site.group(slug)
    return group.title if group else _("{slug} (no longer on the site)").format(slug=slug)


def group_standing(site: SiteContext, slug: str) -> str:
    """How a group stands: places taken, people who wait; or that it is gone."""
    group, now = site.group(slug), groups.seat_counts(site.context.store, slug)
    if group is None:
        return _(
            "This group is no longer on the site. Its people are kept for 30 days and then "
            "deleted. You may want to tell them."
        )
    return _("{taken} of {capacity} places taken, {waiting} waiting.").format(
        taken=now.taken, capacity=group.capacity, waiting=now.waiting
    )


def standing(site: SiteContext, record: Submission) -> str:
    """How a record's group stands, and when the record is deleted."""
    ends = (
        _("Deleted after {day} if nothing happens.").format(day=day(record.ends_on.isoformat()))
        if record.ends_on
        else ""
    )
    return f"{group_standing(site, record.slug)} {ends}".strip() if record.slug else ends


def state(record: Submission) -> str:
    """The state of a record in the words of the staff room."""
    return STATES[State(record.state) if record.kind == REQUEST else NoteState(record.state)]


def host_actions(record: Submission) -> list[tuple[str, str]]:
    """What a facilitator may do with a record besides writing: the value and the words of each
    button.
    """
    found = []
    if record.state in {State.WAITING, State.OFFERED}:
        found.append(("seat", _("Give them a place")))
    if record.state == State.OFFERED and record.until is None:
        found.append(("told", _("I told them")))
    if record.kind != REQUEST and record.state != NoteState.CLOSED:
        found.append(("done", _("Close this note")))
    elif record.kind == REQUEST and record.waits:
        found.append(("done", _("Nothing more to do now")))
    return found
