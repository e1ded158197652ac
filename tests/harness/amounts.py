"""How much a test invents."""

from __future__ import annotations

import pytest


def examples(config: pytest.Config, usual: int, deep: int) -> int:
    """How much input a test invents: the usual number, or the other with ``--deep``. Inside a test:
    ``examples(request.config, 50, 500)``.
    """
    return deep if config.getoption("--deep") else usual
