"""Settings of a running copy, read once from ``HANDRAIL_*`` and never changed. ``docs/settings.md``
explains each.

``HANDRAIL_CONTENT_DIR`` is accepted and not used any more: what the portal must know of the content
stands in the manifest beside the built site.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
SECRET_BYTES = 32
SQLITE = "sqlite"
FORMS_PER_HOUR = 300


class ConfigError(Exception):
    """A setting that cannot be used, said as one sentence that names it and what to write."""


@dataclass(frozen=True)
class Config:
    """Where this copy listens (``host``, ``port``), under which names it answers
    (``trusted_hosts``), its files, and its database.

    ``forms_per_hour`` is how many of each form the whole copy takes in an hour; ``clock_file``
    holds the time in tests.
    """

    host: str
    port: int
    site_url: str
    trusted_hosts: tuple[str, ...]
    site_dir: Path
    data_dir: Path
    database_url: str
    secret_file: Path
    forms_per_hour: int = FORMS_PER_HOUR
    clock_file: Path | None = None

    @classmethod
    def from_env(cls, env: Mapping[str, str], root: Path) -> Config:
        """Settings from a mapping such as ``os.environ``, for a copy in the folder ``root``. Raises
        ``ConfigError``.
        """
        host = env.get("HANDRAIL_HOST", "127.0.0.1").strip()
        site_url = env.get("HANDRAIL_SITE_URL", "").strip()
        name = _name_of(site_url)
        extra = [
            part.strip().lower()
            for part in env.get("HANDRAIL_TRUSTED_HOSTS", "").split(",")
            if part.strip()
        ]
        own = [] if host in {"0.0.0.0", "::", ""} else [f"[{host}]" if ":" in host else host]  # noqa: S104 - compared, not bound
        if not host:
            raise ConfigError("HANDRAIL_HOST is empty; write an address such as 127.0.0.1")
        trusted = tuple(dict.fromkeys([*LOOPBACK, *own, *([name] if name else []), *extra]))
        data = Path(env.get("HANDRAIL_DATA_DIR") or root / ".data")
        return cls(
            host,
            _port(env.get("HANDRAIL_PORT", "8000")),
            site_url,
            trusted,
            Path(env.get("HANDRAIL_SITE_DIR") or root / "site"),
            data,
            _database(env, data),
            _secret_file(env, data),
            _count(
                "HANDRAIL_FORMS_PER_HOUR", env.get("HANDRAIL_FORMS_PER_HOUR") or str(FORMS_PER_HOUR)
            ),
            _clock_file(env),
        )

    @property
    def is_embedded(self) -> bool:
        """Whether the database is a file of this copy's own, which makes its own secret, too."""
        return self.database_url.startswith(SQLITE)

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach this copy, so far as its settings say: no outside
        address, no outside name.
        """
        names = {name for name in self.trusted_hosts if name not in LOOPBACK}
        return self.host in {"127.0.0.1", "localhost", "::1"} and names <= {"[::1]"}

    @property
    def is_https(self) -> bool:
        """Whether visitors come over HTTPS, so that cookies may be kept to it."""
        return self.site_url.startswith("https://")


def secret(config: Config) -> bytes:
    """The secret of this copy: at least 32 bytes, which salt every code and sign every form.

    The embedded database makes its own, in a file that its owner alone may read. Raises
    ``ConfigError`` if there is none or it is too short.
    """
    if config.is_embedded:
        _begin_secret(config.secret_file)
    try:
        found = config.secret_file.read_bytes().strip()
    except OSError as error:
        raise ConfigError(
            f"HANDRAIL_SECRET_FILE names {config.secret_file}, which cannot be read "
            f"({error.strerror}); "
            "write 64 random letters and digits into it, and keep it: without it no code finds "
            "anything"
        ) from error
    if len(found) < SECRET_BYTES:
        raise ConfigError(
            f"HANDRAIL_SECRET_FILE names {config.secret_file}, which holds {len(found)} bytes; "
            f"write {SECRET_BYTES} or more"
        )
    return found


def _begin_secret(path: Path) -> None:
    # Written beside and linked into place: two processes that start at once end up with one secret,
    # and never with half of it.
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists():
            return
        number = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "wb") as file:
            file.write(os.urandom(SECRET_BYTES).hex().encode())
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
    except OSError as error:
        raise ConfigError(
            f"The folder {path.parent} cannot be written to ({error.strerror}); set "
            f"HANDRAIL_DATA_DIR"
        ) from error
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)


def _database(env: Mapping[str, str], data: Path) -> str:
    url = env.get("HANDRAIL_DATABASE_URL", "").strip()
    if not url:
        return f"sqlite:///{(data / 'handrail.sqlite3').as_posix()}"
    if url.startswith("sqlite:///") and len(url) > len("sqlite:///"):
        return url
    if url.startswith(("postgresql://", "postgresql+psycopg://")):
        return "postgresql+psycopg://" + url.split("://", 1)[1]
    raise ConfigError(
        "HANDRAIL_DATABASE_URL is not an address that we know; write "
        "postgresql://user@host/name, or leave it out"
    )


def _secret_file(env: Mapping[str, str], data: Path) -> Path:
    named = env.get("HANDRAIL_SECRET_FILE", "").strip()
    embedded = not env.get("HANDRAIL_DATABASE_URL", "").strip() or env[
        "HANDRAIL_DATABASE_URL"
    ].strip().startswith(SQLITE)
    if not named and not embedded:
        raise ConfigError(
            "HANDRAIL_SECRET_FILE is missing; a database of its own needs one: name a file with "
            "64 random letters and digits"
        )
    return Path(named) if named else data / "secret"


def _clock_file(env: Mapping[str, str]) -> Path | None:
    named = env.get("HANDRAIL_CLOCK_FILE", "")
    if named and env.get("HANDRAIL_TESTING") != "1":
        raise ConfigError(
            "HANDRAIL_CLOCK_FILE is for tests; take it away, or set HANDRAIL_TESTING=1"
        )
    return Path(named) if named else None


def _count(name: str, text: str) -> int:
    if not text.strip().isdecimal() or len(text) > 9 or int(text) < 1:
        raise ConfigError(f"{name} is {text[:20]!r}; write a whole number such as 300")
    return int(text)


def _port(text: str) -> int:
    if not text.strip().isdecimal() or len(text) > 9 or not 1 <= int(text) <= 65535:
        raise ConfigError(f"HANDRAIL_PORT is {text[:20]!r}; write a number from 1 to 65535")
    return int(text)


def _name_of(site_url: str) -> str:
    if not site_url:
        return ""
    try:
        parts = urlsplit(site_url)
    except ValueError:
        parts = urlsplit("")
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or parts.path not in {"", "/"}
        or parts.query
    ):
        raise ConfigError(
            f"HANDRAIL_SITE_URL is {site_url[:60]!r}; write the root of the site, such as "
            f"https://help.example.org/"
        )
    return f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
