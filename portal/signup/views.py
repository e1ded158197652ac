"""A request for a place in a group: two pages, a look at the answers, and Send. Nothing is kept
before that.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from portal import sealed_store
from portal.domain import consent
from portal.domain.seats import State
from portal.errors import NOT_STORED, preserving_input
from portal.forms import ADULT, LEAVE, REACH, JoinForm
from portal.rendering import page
from portal.security import form_tokens, submission_guards
from portal.site import SiteContext, current_site
from portal.storage import groups, submissions
from portal.storage.engine import Unavailable
from site_config.i18n import _
from site_config.model.manifest import ManifestGroup

blueprint = Blueprint("join", __name__, template_folder="templates", url_prefix="/portal/groups")
TITLES = {"1": _("About you"), "2": _("How you would like it"), "check": _("Check your answers")}
WAYS = [("/groups/", _("Other groups")), ("/coping/", _("Things to try on your own"))]


@blueprint.get("/<slug>/join")
def begin(slug: str) -> Response:
    """The first page of the form, or a sentence why there is none."""
    site, group = current_site(), _group(slug)
    shut = site.closed() or _not_taking(group)
    if shut:
        return _closed(shut)
    form = JoinForm()
    form.start.data = form_tokens.issue(site.context, _use(slug))
    return _page(site, group, slug, form, "1")


def rerender(slug: str, said: str) -> Response:
    """The page that was sent, with everything that was typed, and why it was not taken."""
    return _page(
        current_site(),
        _group(slug),
        slug,
        JoinForm(),
        request.form.get("page", "1"),
        400,
        said=said,
    )


@blueprint.post("/<slug>/join")
@preserving_input(rerender, offline=True)
def go_on(slug: str) -> Response:
    """Goes on from one page of the form to the next, back to one, or sends it."""
    site, group, form = current_site(), current_site().group(slug), JoinForm()
    shut = site.closed() or (
        _not_taking(group)
        if group
        else _("There is no such group here any more. It may have ended.")
    )
    if group is None or shut:
        kept = [form.words_of(name) for name in ("nickname", "contact", "needs")]
        return _closed(shut, 404 if group is None else 409, [words for words in kept if words])
    go = request.form.get("go", "")
    if go == "page1":
        return _page(site, group, slug, form, "1")
    said = _first_page(form)
    if said is not None:
        return (
            said if isinstance(said, Response) else _page(site, group, slug, form, "1", 422, said)
        )
    if go == "page2":
        return _page(site, group, slug, form, "2")
    wrong = form.wrong(form.PAGES["2"])
    if wrong:
        return _page(site, group, slug, form, "2", 422, wrong)
    if go == "send":
        return _send(site, group, slug, form)
    return _page(site, group, slug, form, "check")


def _first_page(form: JoinForm) -> Response | list[tuple[str, str]] | None:
    """What the first page leads to besides the second: things to mend, or the way out for people
    under 18.
    """
    wrong = form.wrong(form.PAGES["1"] if form.age.data in {None, "", ADULT} else ("age",))
    if wrong:
        return wrong
    if form.age.data == ADULT:
        return None
    return page(
        "said.html",
        _("Somewhere that fits you better"),
        lines=[
            _(
                "These groups are for adults, so we cannot give you a place here. You did "
                "nothing wrong by asking."
            ),
            _("Nothing that you wrote has been kept."),
            _(
                "There are people who talk with children and young people about anything, big or "
                "small. Get help now lists lines for each "
                "country, and says whom each line is for."
            ),
            _(
                "If you can, tell an adult you trust. It could be someone in your family, at "
                "school, or a doctor."
            ),
            _(
                "If you are in danger, call the emergency number. It stands at the top of Get "
                "help now."
            ),
        ],
        ways=[("/coping/", _("Things to try when a feeling is strong"))],
    )


def _send(site: SiteContext, group: ManifestGroup, slug: str, form: JoinForm) -> Response:
    wrong = form.wrong(form.PAGES["check"])
    said = submission_guards.refusal(site, form, _use(slug))
    if wrong or said:
        return _page(site, group, slug, form, "check", 422, wrong, said)
    code = submission_guards.code_of(site, form, _use(slug))
    keys = site.context.code_keys(code)
    try:
        # What was kept before is shown again even in a flood.
        if (
            submission_guards.over_rate_limit(site, "join")
            and submissions.by_lookup(site.context.store, keys.lookup) is None
        ):
            return _page(site, group, slug, form, "check", 429, said=submission_guards.FULL)
        state = sealed_store.keep_request(site, group, slug, form.answers(), keys, consent.VERSION)
        before = submissions.by_lookup(site.context.store, keys.lookup) if state is None else None
    except (Unavailable, sealed_store.NoCircle):
        return _page(site, group, slug, form, "check", 503, said=NOT_STORED)
    seated = State.SEATED in {state, before and before.state}
    return page(
        "sent.html",
        _("Sent"),
        code=code,
        again=state is None,
        next=(
            _(
                "You have a place. The hosts write to you on your own page, or reach you in the "
                "way you chose. You may come, listen and say "
                "nothing."
            )
            if seated
            else _(
                "You are on the waiting list. When a place is free, it is offered to people in "
                "the order in which they asked. We cannot say how "
                "long it takes. Look under “My code” now and then: an offer stands there."
            )
        ),
    )


def _page(
    site: SiteContext,
    group: ManifestGroup,
    slug: str,
    form: JoinForm,
    name: str,
    status: int = 200,
    errors: list[tuple[str, str]] | None = None,
    said: str = "",
) -> Response:
    name = name if name in TITLES else "1"
    if not form.start.data:
        form.start.data = form_tokens.issue(site.context, _use(slug))
    template = f"signup/{'check' if name == 'check' else 'page' + name}.html"
    return page(
        template,
        TITLES[name],
        status,
        errors=errors or [],
        said=said,
        form=form,
        group=group,
        consent=consent,
        action=f"/portal/groups/{slug}/join",
        standing=_standing(site, group, slug) if name == "1" else "",
        answers=_shown(form),
    )


def _shown(form: JoinForm) -> list[tuple[str, str, str]]:
    """Question, answer, and the page to change it on."""
    reach = dict(REACH).get(form.reach.data or "", "")
    shown = [
        (_("We may call you"), form.nickname.data or "", "page1"),
        (_("How the hosts may reach you"), reach, "page1"),
    ]
    if form.contact.data and form.reach.data != "code":
        message = dict(LEAVE).get(form.message.data or "", "")
        shown += [
            (_("At"), form.contact.data, "page2"),
            (_("A message, if you do not answer"), message, "page2"),
        ]
    return [*shown, (_("What makes it easier for you"), form.needs.data or _("Left out"), "page2")]


def _standing(site: SiteContext, group: ManifestGroup, slug: str) -> str:
    """How full the group is, in a sentence."""
    if group.signup == "waiting":
        return _("This group has a waiting list. You can join the list here.")
    try:
        now = groups.seat_counts(site.context.store, slug)
    except Unavailable:
        # What was typed can be shown again all the same.
        return ""
    if now.taken >= group.capacity or now.waiting:
        return _(
            "This group is full at the moment. You can ask for a place on the waiting list. We "
            "cannot say how long it takes."
        )
    return _("Places are open.")


def _not_taking(group: ManifestGroup) -> str:
    if group.signup == "paused":
        return _("This group is taking a break. It takes no new people at the moment.")
    if group.signup == "closed":
        return _("This group takes no new people.")
    return ""


def _closed(shut: str, status: int = 200, kept: list[str] | None = None) -> Response:
    lines = [
        shut,
        *(
            [_("Nothing has been sent. What you typed is below, so that you can copy it.")]
            if kept
            else []
        ),
        _(
            "Do you have six words? With them you can still look, change, leave and delete, "
            "under “My code” in the menu."
        ),
    ]
    return page("said.html", _("Not open at the moment"), status, lines=lines, ways=WAYS, kept=kept)


def _group(slug: str) -> ManifestGroup:
    found = current_site().group(slug)
    return found if found is not None else abort(404)


def _use(slug: str) -> str:
    return f"signup/{slug}"
