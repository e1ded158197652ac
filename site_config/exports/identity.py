"""Names for machines that never change: the same line has the same number in every copy and every
build.
"""

from __future__ import annotations

import uuid

# Drawn once, by lot. Every number below hangs on it, in every copy: never change it.
NAMESPACE = uuid.UUID("6d75aaaa-e313-4e45-81d5-ae1dd232f85a")


def identity(name: str) -> uuid.UUID:
    """The UUID (version 5) of a line by its id, such as ``ie-samaritans``, or of a part of it:
    ``ie-samaritans/phone/116123``.
    """
    return uuid.uuid5(NAMESPACE, name)
