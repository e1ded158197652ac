"""``python -m portal``: serves a site that is already built, for a machine that only serves."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from portal.app import BrokenContent
from portal.config import Config, ConfigError
from portal.layout import NoLayout
from portal.server import serve
from portal.storage.engine import Unavailable
from portal.storage.migrate import WrongSecret


def main() -> int:
    """Serves until it is stopped; 2 when a setting or the built site is missing."""
    try:
        config = Config.from_env(os.environ, Path.cwd())
        serve(config)
    except (ConfigError, NoLayout, BrokenContent) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except Unavailable as error:
        sys.stderr.write(
            f"The database cannot be used ({error}). Look at HANDRAIL_DATABASE_URL, or at the "
            f"rights and the room of "
            f"{config.data_dir}.\n"
        )
        return 2
    except WrongSecret:
        sys.stderr.write(
            f"{config.secret_file} is not the secret that this database was begun with: no code "
            f"would find anything. "
            "Put the right file back.\n"
        )
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
