"""``python -m portal``: serves a site that is already built, for a machine that only serves."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from portal.config import Config, ConfigError
from portal.layout import NoLayout
from portal.server import serve
from portal.site import start_error
from portal.storage.engine import Unavailable
from portal.storage.migrate import WrongSecret


def main() -> int:
    """Serves until it is stopped; 2 when a setting or the built site is missing."""
    try:
        config = Config.from_env(os.environ, Path.cwd())
    except ConfigError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    try:
        serve(config)
    except NoLayout as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except (ConfigError, Unavailable, WrongSecret) as error:
        sys.stderr.write(f"{start_error(error, config)}\n")
        return 2
    except OSError as error:
        sys.stderr.write(
            f"Cannot listen on {config.host}, port {config.port}: {error.strerror}. Set "
            f"HANDRAIL_HOST or HANDRAIL_PORT.\n"
        )
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
