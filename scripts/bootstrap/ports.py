"""Whether the port that the server wants is free, asked before anything slow is done."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Mapping

from scripts.bootstrap.console import Failure


def check_free(env: Mapping[str, str]) -> None:
    """Raises ``Failure`` with a remedy if the port of ``HANDRAIL_HOST`` and ``HANDRAIL_PORT``
    cannot be listened on.
    """
    host, text = env.get("HANDRAIL_HOST", "127.0.0.1"), env.get("HANDRAIL_PORT", "8000")
    if not text.isdecimal() or len(text) > 9 or not 1 <= int(text) <= 65535:
        raise Failure(f"HANDRAIL_PORT is {text[:20]!r}.", "Write a number from 1 to 65535.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(text)))
        except OSError as error:
            raise _failure(error, host, int(text)) from error


def _failure(error: OSError, host: str, port: int) -> Failure:
    if error.errno == errno.EADDRINUSE:
        return Failure(
            f"Port {port} is taken by another program.",
            f"Stop that one, or choose another: HANDRAIL_PORT={port + 1} python3 -m scripts serve",
        )
    if error.errno == errno.EACCES:
        return Failure(
            f"You may not listen on port {port}.", "Choose one above 1023 with HANDRAIL_PORT."
        )
    return Failure(
        f"This machine cannot listen on {host}.",
        "Set HANDRAIL_HOST to 127.0.0.1 or to an address of this machine.",
    )
