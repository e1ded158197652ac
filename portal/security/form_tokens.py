"""Form tokens: they travel in a page and come back, signed, with the moment they were issued."""

from __future__ import annotations

import datetime
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from itsdangerous import BadData, URLSafeSerializer

from portal import crypto
from portal.site import AppContext

OLDEST = datetime.timedelta(days=7)
LENGTH = 16


class BadFormToken(Exception):
    """A form token that is not ours, is for another form, or is too old."""


def issue(context: AppContext, use: str) -> str:
    """A new token for one form: 16 random bytes and this moment, signed."""
    return str(
        _signer(context, use).dumps(
            [
                urlsafe_b64encode(secrets.token_bytes(LENGTH)).decode(),
                int(context.clock.now().timestamp()),
            ]
        )
    )


def age(context: AppContext, use: str, token: str) -> datetime.timedelta:
    """How long ago a token was issued. Raises ``BadFormToken``."""
    elapsed = context.clock.now() - datetime.datetime.fromtimestamp(
        _read(context, use, token)[1], tz=datetime.UTC
    )
    if elapsed > OLDEST:
        raise BadFormToken
    return elapsed


def seed(context: AppContext, use: str, token: str) -> bytes:
    """32 bytes that belong to a token and that only this copy can derive from it. Raises
    ``BadFormToken``.

    The same page sent twice gives the same seed, and so the same code and the same record.
    """
    random, _ = _read(context, use, token)
    return crypto.derive(context.secret, f"seed {use} {random.hex()}")


def _read(context: AppContext, use: str, token: str) -> tuple[bytes, int]:
    try:
        random, moment = _signer(context, use).loads(token)
        return urlsafe_b64decode(random), int(moment)
    except (BadData, ValueError, TypeError) as error:
        raise BadFormToken from error


def _signer(context: AppContext, use: str) -> URLSafeSerializer:
    return URLSafeSerializer(crypto.derive(context.secret, "marks"), salt=use)
