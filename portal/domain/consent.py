"""The two consents of a request. Their version is kept with it; a change of words is a new version."""

from __future__ import annotations

from site_config.i18n import N_, Words

VERSION = 1
# Each is one sentence (0) and what belongs to it (1).
WORDS = Words(
    {
        0: N_("I agree that you keep what I told you here to plan my place in this group."),
        1: N_(
            "That is the name I gave, how to reach me, and what I need. It may say something about "
            "my health. I can take this back at any time with my six words."
        ),
    }
)
PEER = Words(
    {
        0: N_("I have read that this is peer support."),
        1: N_("It is not treatment, and it is not a crisis service."),
    }
)
KEPT = N_(
    "Waiting: 90 days after you last looked. With a place: until you leave, or 30 days after the "
    "group ends. Delete everything: at once."
)
