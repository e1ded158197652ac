"""Today: what waits for the facilitators, oldest first, and how each group stands."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, url_for

from portal.rendering import page
from portal.security import sessions
from portal.site import SiteContext, current_site
from portal.staff import presenters
from portal.staff.login import ask_to_log_in
from portal.storage import circles, groups, submissions
from portal.storage.sessions import Session
from site_config.i18n import _

blueprint = Blueprint("staff", __name__, template_folder="templates", url_prefix="/portal/care")


@blueprint.get("")
def without_slash() -> Response:
    """The same page, under its address."""
    return redirect(url_for("staff.today"), 308)  # type: ignore[return-value]


@blueprint.get("/")
def today() -> Response:
    """The list of records: what waits, then each group with its people, then the quiet notes."""
    session = sessions.current_facilitator()
    return _page(current_site(), session) if session else ask_to_log_in()


def _page(site: SiteContext, session: Session) -> Response:
    store, keys = site.context.store, sessions.circle_keys(site, session)
    _promote_waitlists(site)
    quiet = submissions.not_waiting(store)
    by_group = [
        (
            presenters.group_name(site, slug),
            presenters.group_standing(site, slug),
            [presenters.row(site, record, keys) for record in quiet if record.slug == slug],
        )
        for slug in sorted({*site.groups, *(record.slug for record in quiet if record.slug)})
    ]
    return page(
        "staff/today.html",
        _("Today"),
        waiting=[presenters.row(site, record, keys) for record in submissions.waiting(store)],
        groups=by_group,
        notes=[presenters.row(site, record, keys) for record in quiet if not record.slug],
        name=session.name,
        alone=len(circles.all_facilitators(store)) == 1,
    )


def _promote_waitlists(site: SiteContext) -> None:
    for slug, capacity in site.capacities.items():
        groups.promote_waitlist(site.context.store, slug, capacity)
