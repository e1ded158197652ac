"""Words that templates choose by a value of an entry."""

from __future__ import annotations

from site_config.language import _
from site_config.listings.cards import ENERGY as energy
from site_config.listings.cards import EVIDENCE as evidence
from site_config.listings.cards import PANES as panes
from site_config.listings.cards import SIGNUP as signup
from site_config.listings.cards import WEEKDAY as weekday
from site_config.listings.cards import WHERE as where

__all__ = ["energy", "evidence", "panes", "seen", "signup", "weekday", "where"]

seen = {"full": _("read in full"), "excerpt": _("read in part"), "note": _("known from a note")}
