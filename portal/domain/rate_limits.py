"""Rate limits that slow a flood without keeping anybody's address.

Two kinds: for the whole copy, counted in the database by form and hour; for one part of the
network, in memory only.
"""

from __future__ import annotations

import datetime
import hashlib
import ipaddress
import secrets
import threading
import time
from collections import OrderedDict

# Rate limit of the whole copy for one hour, as shares of HANDRAIL_FORMS_PER_HOUR.
SHARES = {"join": 1.0, "note": 1.0, "message": 2.0, "code": 10.0, "login": 2.0}
MOST_SUBNETS = 4096
BURST, PER_SECOND = 60.0, 0.2
FORGET = 1800.0


def hourly_limit(form: str, forms_per_hour: int) -> int:
    """How many of a form the whole copy takes in one hour. ``code`` counts codes that found
    nothing.
    """
    return int(SHARES[form] * forms_per_hour)


def hour_of(now: datetime.datetime) -> int:
    """The hour in which a counter counts, as a number since 1970."""
    return int(now.timestamp() // 3600)


class SubnetLimiter:
    """A bucket of tokens for each part of the network (/24 or /48), under a keyed hash, in the
    memory of this process alone.

    Nothing of it is written anywhere. The key is made by lot when the process starts. A visitor who
    comes through a proxy on this same machine has no network of their own; for those only the
    budget of the whole copy counts.
    """

    def __init__(self, burst: float = BURST, per_second: float = PER_SECOND) -> None:
        self._key = secrets.token_bytes(32)
        self._burst, self._per_second = burst, per_second
        self._lock = threading.Lock()
        self._buckets: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def take(self, address: str, at: float | None = None) -> bool:
        """Takes one token for an address; False when its part of the network has none left. ``at``:
        seconds, monotonic.
        """
        name = self._name(address)
        if name is None:
            return True
        now = time.monotonic() if at is None else at
        with self._lock:
            left, seen = self._buckets.pop(name, (self._burst, now))
            left = min(self._burst, left + (now - seen) * self._per_second)
            self._buckets[name] = (max(left - 1, 0.0), now)
            while len(self._buckets) > MOST_SUBNETS:
                self._buckets.popitem(last=False)
        return left >= 1

    def forget(self, at: float | None = None) -> None:
        """Forgets every part of the network that has been quiet for half an hour."""
        now = time.monotonic() if at is None else at
        with self._lock:
            while self._buckets and now - next(iter(self._buckets.values()))[1] > FORGET:
                self._buckets.popitem(last=False)

    def _name(self, address: str) -> bytes | None:
        try:
            host = ipaddress.ip_address(address)
        except ValueError:
            return None
        if address in {"127.0.0.1", "::1"}:
            return None
        part = ipaddress.ip_network((host, 24 if host.version == 4 else 48), strict=False)
        return hashlib.blake2b(part.network_address.packed, key=self._key, digest_size=16).digest()
