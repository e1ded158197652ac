"""Sign-up: two pages of a form, a look at the answers, and Send. Nothing is kept before that."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from portal import presenters, sealed_store
from portal.domain import consent
from portal.domain.seats import State
from portal.errors import NOT_STORED, preserving_input
from portal.rendering import page
from portal.security import form_tokens, submission_guards
from portal.signup.forms import ADULT, MINORS, JoinForm
from portal.site import SiteContext, current_site
from portal.storage import groups, submissions
from portal.storage.engine import Unavailable
from site_config.i18n import N_, Words, _
from site_config.model.manifest import ManifestGroup

blueprint = Blueprint("signup", __name__, template_folder="templates", url_prefix="/portal/groups")
TITLES = Words(
    {"1": N_("About you"), "2": N_("How you would like it"), "check": N_("Check your answers")}
)


@blueprint.get("/<slug>/join")
def form(slug: str) -> Response:
    """The first page of the form, or a sentence why there is none."""
    site, group = current_site(), _group(slug)
    reason = site.closed() or _not_taking(group)
    if reason:
        return _closed(reason)
    return _page(site, group, slug, JoinForm(), "1")


def rerender(slug: str, said: str) -> Response:
    """The page that was sent, with everything that was typed, and why it was not taken."""
    name = request.form.get("page", "1")
    return _page(current_site(), _group(slug), slug, JoinForm(), name, 400, said=said)


@blueprint.post("/<slug>/join")
@preserving_input(rerender, offline=True)
def submit(slug: str) -> Response:
    """Goes on from one page of the form to the next, back to one, or sends it."""
    site, group, sent = current_site(), current_site().group(slug), JoinForm()
    if group is None:
        gone = _("There is no such group here any more. It may have ended.")
        return _closed(site.closed() or gone, 404, _kept_words(sent))
    reason = site.closed() or _not_taking(group)
    if reason:
        return _closed(reason, 409, _kept_words(sent))
    go = request.form.get("go", "")
    if go == "page1":
        return _page(site, group, slug, sent, "1")
    if sent.age.data in MINORS:
        return _too_young()
    # An age that was never offered comes from no person: the rest of the page can wait.
    wrong = sent.wrong(sent.PAGES["1"] if sent.age.data in {None, "", ADULT} else ["age"])
    if wrong:
        return _page(site, group, slug, sent, "1", 422, wrong)
    if go == "page2":
        return _page(site, group, slug, sent, "2")
    wrong = sent.wrong(sent.PAGES["2"])
    if wrong:
        return _page(site, group, slug, sent, "2", 422, wrong)
    if go == "send":
        return _send(site, group, slug, sent)
    return _page(site, group, slug, sent, "check")


def _too_young() -> Response:
    """The way out for people under 18. Nothing is kept."""
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
                "small. Get help now lists lines for each country, and says whom each line is for."
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


def _send(site: SiteContext, group: ManifestGroup, slug: str, sent: JoinForm) -> Response:
    """Keeps the request and shows its six words. The same page sent twice is kept once."""
    wrong = sent.wrong(sent.PAGES["check"])
    said = submission_guards.refusal(site, sent, _use(slug))
    if wrong or said:
        return _page(site, group, slug, sent, "check", 422, wrong, said)
    code = submission_guards.code_of(site, sent, _use(slug))
    keys, store = site.context.code_keys(code), site.context.store
    try:
        # What was kept before is shown again even in a flood.
        if (
            submission_guards.over_rate_limit(site, "join")
            and submissions.by_lookup(store, keys.lookup) is None
        ):
            return _page(
                site, group, slug, sent, "check", 429, said=_(submission_guards.OVER_RATE_LIMIT)
            )
        state = sealed_store.keep_request(site, slug, sent.answers(), keys, consent.VERSION)
        before = submissions.by_lookup(store, keys.lookup) if state is None else None
    except (Unavailable, sealed_store.NoCircle):
        return _page(site, group, slug, sent, "check", 503, said=_(NOT_STORED))
    is_seated = State.SEATED in {state, before and before.state}
    return page(
        "sent.html",
        _("Sent"),
        code=code,
        again=state is None,
        next=_what_follows(is_seated=is_seated),
    )


def _what_follows(*, is_seated: bool) -> str:
    if is_seated:
        return _(
            "You have a place. The hosts write to you on your own page, or reach you in the way "
            "you chose. You may come, listen and say nothing."
        )
    return _(
        "You are on the waiting list. When a place is free, it is offered to people in "
        "the order in which they asked. We cannot say how "
        "long it takes. Look under “My code” now and then: an offer stands there."
    )


def _page(
    site: SiteContext,
    group: ManifestGroup,
    slug: str,
    shown: JoinForm,
    name: str,
    status: int = 200,
    errors: list[tuple[str, str]] | None = None,
    said: str = "",
) -> Response:
    """One page of the form: ``1``, ``2`` or ``check``; any other name is the first."""
    name = name if name in TITLES else "1"
    if not shown.form_token.data:
        shown.form_token.data = form_tokens.issue(site.context, _use(slug))
    return page(
        f"signup/{'check' if name == 'check' else 'page' + name}.html",
        TITLES[name],
        status,
        errors=errors or [],
        said=said,
        form=shown,
        group=group,
        consent=consent,
        action=url_for("signup.submit", slug=slug),
        standing=_standing(site, group, slug) if name == "1" else "",
        answers=_answers_to_check(shown) if name == "check" else [],
    )


def _answers_to_check(sent: JoinForm) -> list[tuple[str, str, str]]:
    """Question, answer, and the page to change it on: the first two were asked on the first."""
    rows = presenters.answer_rows(sent.answers())
    return [
        (question, answer, "page1" if number < 2 else "page2")
        for number, (question, answer) in enumerate(rows)
    ]


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
    """Why a group takes nobody now, in a sentence; empty if it does."""
    if group.signup == "paused":
        return _("This group is taking a break. It takes no new people at the moment.")
    if group.signup == "closed":
        return _("This group takes no new people.")
    return ""


def _closed(reason: str, status: int = 200, kept: list[str] | None = None) -> Response:
    nothing_sent = _("Nothing has been sent. What you typed is below, so that you can copy it.")
    lines = [
        reason,
        *([nothing_sent] if kept else []),
        _(
            "Do you have six words? With them you can still look, change, leave and delete, "
            "under “My code” in the menu."
        ),
    ]
    ways = [("/groups/", _("Other groups")), ("/coping/", _("Things to try on your own"))]
    return page("said.html", _("Not open at the moment"), status, lines=lines, ways=ways, kept=kept)


def _kept_words(sent: JoinForm) -> list[str]:
    return [words for name in ("nickname", "contact", "needs") if (words := sent.words_of(name))]


def _group(slug: str) -> ManifestGroup:
    group = current_site().group(slug)
    return group if group is not None else abort(404)


def _use(slug: str) -> str:
    # What tokens of pages that are open in browsers were signed for: docs/glossary.md.
    return f"join/{slug}"
