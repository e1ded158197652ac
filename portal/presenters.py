"""How records are shown to those who may open them: the person with the code, and the readers."""

from __future__ import annotations

from dataclasses import dataclass

from portal import crypto, sealed_store
from portal.domain.seats import NoteState, State
from portal.domain.submissions import REQUEST, Answers, Note, Submission
from portal.forms import LEAVE, REACH, TOPICS
from portal.site import SiteContext
from portal.storage import groups
from site_config.i18n import _, day

STATES = {
    State.WAITING: _("Waiting list"),
    State.OFFERED: _("Offered"),
    State.SEATED: _("Has a place"),
    State.PAUSED: _("Paused"),
    State.LEFT: _("Left"),
    State.DECLINED: _("Declined"),
    State.PASSED: _("Offer ran out"),
    NoteState.RECEIVED: _("New"),
    NoteState.READ: _("Read"),
    NoteState.ANSWERED: _("Answered"),
    NoteState.CLOSED: _("Closed"),
}
DECLINABLE = frozenset({State.WAITING, State.OFFERED, State.SEATED, State.PAUSED})


@dataclass(frozen=True)
class RecordRow:
    """One record in a list of the readers."""

    ref: str
    title: str
    what: str
    state: str
    waits: bool


def words_of(
    record: Submission, keys: crypto.Pair | dict[int, crypto.Pair]
) -> Answers | Note | None:
    """What a record says, for the holder of its code or of its circle; None where the key does not
    fit.
    """
    try:
        return (
            sealed_store.answers(record, keys)
            if record.kind == REQUEST
            else sealed_store.note(record, keys)
        )
    except crypto.Closed:
        return None


def answers_for_person(words: Answers | Note) -> list[tuple[str, str]]:
    """What somebody told us, as pairs of a question and an answer, for themselves."""
    if isinstance(words, Note):
        return [(_("About"), dict(TOPICS)[words.topic]), (_("Your note"), words.text)]
    found = [
        (_("We may call you"), words.nickname),
        (_("How the hosts may reach you"), dict(REACH)[words.reach]),
    ]
    if words.contact:
        found += [
            (_("At"), words.contact),
            (_("A message, if you do not answer"), dict(LEAVE)[words.message]),
        ]
    return [*found, (_("What makes it easier for you"), words.needs or _("Left out"))]


def answers_for_host(words: Answers | Note) -> list[tuple[str, str]]:
    """The same for a host, without what stands in the notes about contact."""
    if isinstance(words, Note):
        return [(_("About"), dict(TOPICS)[words.topic]), (_("Their words"), words.text)]
    return [(_("What makes it easier for them"), words.needs or _("Left out"))]


def contact(words: Answers) -> list[str]:
    """How a person wants to be reached, as a host must read it before doing so."""
    if words.reach == "code":
        return [_("They look here with six words. Please do not try another way.")]
    message = _("A message, if they do not answer: {answer}").format(
        answer=dict(LEAVE)[words.message]
    )
    return [f"{dict(REACH)[words.reach]}: {words.contact}", message, _("Use no other way.")]


def row(site: SiteContext, record: Submission, keys: dict[int, crypto.Pair]) -> RecordRow:
    """One record in a list: the name that a person gave, or that it is a note."""
    words = words_of(record, keys)
    title = (
        words.nickname
        if isinstance(words, Answers)
        else _("A note")
        if words
        else _("Sealed for others")
    )
    return RecordRow(record.ref, title, about(site, record), state(record), record.waits)


def about(site: SiteContext, record: Submission) -> str:
    """What a record is about, in clear words: group, number, day."""
    since = _("last word {day}").format(day=day(record.touched_on.isoformat()))
    if record.kind != REQUEST:
        return since
    return f"{group_name(site, record.slug or '')}, {_('number {number}').format(number=record.number)}, {since}"


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
    """How a record's group stands, and when the record ends."""
    ends = (
        _("Deleted after {day} if nothing happens.").format(day=day(record.ends_on.isoformat()))
        if record.ends_on
        else ""
    )
    return f"{group_standing(site, record.slug)} {ends}".strip() if record.slug else ends


def state(record: Submission) -> str:
    """The state of a record in the readers' words."""
    return STATES[State(record.state) if record.kind == REQUEST else NoteState(record.state)]


def host_actions(record: Submission) -> list[tuple[str, str]]:
    """What a host may do with a record besides writing: the name of the step, and the words on its
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
