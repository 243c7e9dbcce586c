"""Production, in a folder of the run (RUN_DIR); nothing else differs but what the environment says:
the limits of one address are out of reach (they are counted all the same), because all clients have
one address here, and 120 proposals a minute do not make the rest wait for a moderator."""

import os
from pathlib import Path

from config.settings.production import *  # noqa: F403

STATIC_ROOT = Path(os.environ["RUN_DIR"]) / "static"
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "ERROR"}}
