"""``python -m tests.harness.unsealed``: a portal that seals nothing. It proves that the search for
traces finds what lies there.
"""

from __future__ import annotations

import sys

from portal import __main__, crypto

unbox = crypto.unbox


def _as_it_is(key: bytes, plain: bytes) -> bytes:
    return plain


def _however_it_is(key: bytes, boxed: bytes) -> bytes:
    # A passphrase still locks a private key, so that a reader can log in.
    try:
        return unbox(key, boxed)
    except crypto.Closed:
        return boxed


if __name__ == "__main__":
    crypto.box, crypto.unbox = _as_it_is, _however_it_is
    sys.exit(__main__.main())
