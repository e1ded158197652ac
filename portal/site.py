"""What one process holds for as long as it runs, and what one application holds of one build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flask import current_app, g, has_app_context

from portal import config as settings
from portal import crypto
from portal.clock import Clock
from portal.config import Config, ConfigError
from portal.domain import seats
from portal.domain.login_throttle import LoginSemaphore
from portal.domain.rate_limits import SubnetLimiter
from portal.storage import circles, migrate
from portal.storage.circles import Circle
from portal.storage.engine import Store, Unavailable
from portal.storage.migrate import WrongSecret
from site_config.i18n import _
from site_config.model.manifest import Manifest, ManifestGroup, ManifestOrganisation

EXTENSION = "handrail"
SQLITE_FILE = "sqlite:///"


@dataclass(frozen=True)
class AppContext:
    """One process: its settings, secret, database and clock, and what it keeps in memory to slow a
    flood.
    """

    config: Config
    secret: bytes = field(repr=False)
    store: Store
    clock: Clock
    networks: SubnetLimiter
    gate: LoginSemaphore

    @classmethod
    def made(cls, config: Config) -> AppContext:
        """Opens the database of a copy and brings it to this version. Raises ``ConfigError``,
        ``WrongSecret``, ``Unavailable``.
        """
        secret, clock = settings.secret(config), Clock(config.clock_file)
        store = Store(config.database_url, clock)
        file = config.database_url.removeprefix(SQLITE_FILE) if config.is_embedded else ""
        migrate.prepare(store, secret, Path(file) if file else None)
        return cls(config, secret, store, clock, SubnetLimiter(), LoginSemaphore())

    def code_keys(self, code: tuple[str, ...]) -> crypto.CodeKeys:
        """The keys of a code under the secret of this copy."""
        return crypto.code_keys(code, self.secret)


@dataclass(frozen=True)
class SiteContext:
    """One application: the process it runs in, and what the manifest of the build says of the
    content.

    ``groups`` are by slug (``carers``), and so is in ``capacities`` how many seats of each are filled
    without a host. ``manifest_error`` says in a sentence why there is no
    manifest: then no form is served, and of the organisation only ``exit_target`` is known.
    """

    context: AppContext
    organisation: ManifestOrganisation
    groups: Mapping[str, ManifestGroup]
    capacities: Mapping[str, int]
    manifest_error: str = ""

    @classmethod
    def of(cls, context: AppContext, manifest: Manifest) -> SiteContext:
        """The application of a build."""
        groups = {group.slug: group for group in manifest.groups}
        capacities = {
            slug: seats.open_capacity(group.signup, group.capacity)
            for slug, group in groups.items()
        }
        return cls(context, manifest.organisation, groups, capacities)

    @classmethod
    def without_manifest(cls, context: AppContext, exit_target: str, error: str) -> SiteContext:
        """The application of a site whose manifest cannot be used; ``exit_target`` is read from the
        layout.
        """
        organisation = ManifestOrganisation.model_construct(
            name="", contact="", reading_hours="", exit_target=exit_target, language="en"
        )
        return cls(context, organisation, {}, {}, error)

    def group(self, slug: str) -> ManifestGroup | None:
        """A group by the name of its file: ``carers`` for ``content/groups/carers.md``."""
        return self.groups.get(slug)

    def open_capacity(self, slug: str) -> int:
        """How many seats of a group are filled without a host; 0 for a group that left the site."""
        return self.capacities.get(slug, 0)

    def circle(self, *, anew: bool = False) -> Circle | None:
        """The circle that reads here; None while nobody does. Looked up once for each request,
        unless it is to be looked up ``anew``.
        """
        if not has_app_context():
            return circles.current(self.context.store)
        if anew or "circle" not in g:
            g.circle = circles.current(self.context.store)
        found: Circle | None = g.circle
        return found

    def closed(self) -> str:
        """Why no form can be sent at this moment, in a sentence; empty while they stand open."""
        if not self.context.config.is_local:
            return _(
                "The forms on this site are not open yet. You cannot send anything. The pages "
                "are there to read."
            )
        if self.circle() is None:
            return _(
                "This form is closed, because nobody is here to read it yet. You cannot send "
                "anything."
            )
        return ""


def start_error(error: ConfigError | Unavailable | WrongSecret, config: Config) -> str:
    """Why a copy cannot do its work, in one sentence with the remedy."""
    if isinstance(error, Unavailable):
        return (
            f"The database cannot be used ({error}). Look at HANDRAIL_DATABASE_URL, or at the "
            f"rights and the room of {config.data_dir}."
        )
    if isinstance(error, WrongSecret):
        return (
            f"{config.secret_file} is not the secret that this database was begun with: no code "
            f"would find anything. Put the right file back."
        )
    return str(error)


def current_site() -> SiteContext:
    """The application that answers this request."""
    found: SiteContext = current_app.extensions[EXTENSION]
    return found
