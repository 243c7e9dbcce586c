"""`check --deploy` with the production settings and the values that .env.example suggests."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VALUES = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "k" + "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-",
    "ALLOWED_HOSTS": "veche.example",
    "SITE_URL": "https://veche.example",
    "DATABASE_URL": "postgres://veche:secret@127.0.0.1:5432/veche",
    "EMAIL_URL": "smtp+tls://user:secret@mail.example:587",
}


def main() -> int:
    command = [sys.executable, "-W", "error::RuntimeWarning", "manage.py", "check", "--deploy"]
    command += ["--fail-level", "WARNING"]
    environment = {**os.environ, **VALUES}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
