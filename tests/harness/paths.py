"""Where the project lies, and the browser."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LAUNCH: dict[str, Any] = {
    "executable_path": os.environ.get("HANDRAIL_CHROMIUM") or None,
    "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
}
