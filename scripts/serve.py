"""``serve``: builds the site where it is not current, and serves it in one process."""

from __future__ import annotations

import argparse
import dataclasses
import os
import signal
import sys
from typing import NoReturn

from portal.config import Config, ConfigError
from portal.server import serve
from scripts import build
from scripts.environment import ROOT
from scripts.says import Failure, say


def main(arguments: list[str]) -> int:
    """Serves the site until it is stopped."""
    argparse.ArgumentParser(prog="python3 -m scripts serve", description="Build the site and serve it.").parse_args(arguments)
    try:
        # What is served is what is built here, whatever HANDRAIL_SITE_DIR says: that one is for python -m portal.
        config = dataclasses.replace(Config.from_env(os.environ, ROOT), site_dir=build.SITE)
    except ConfigError as error:
        raise Failure(str(error), "docs/settings.md explains every setting.") from error
    if not build.is_current():
        build.build()
    signal.signal(signal.SIGTERM, _stop)
    shown = f"[{config.host}]" if ":" in config.host else config.host
    say(f"Handrail is at http://{shown}:{config.port}  (Ctrl-C stops it)")
    serve(config)
    return 0


def _stop(number: int, frame: object) -> NoReturn:
    sys.exit(0)
