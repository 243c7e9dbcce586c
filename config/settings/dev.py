"""The embedded default: one machine, SQLite, mail that stays in /mailbox/."""

from config.settings.base import *  # noqa: F403
from config.settings.base import DATA_DIR, LOGGING, MIDDLEWARE, env

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env("SECRET_KEY", default="only-for-development-on-this-machine-0123456789-abcdefghij")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
# Outside CommonMiddleware, which adds the slash at the end that an address lacks.
_COMMON = MIDDLEWARE.index("django.middleware.common.CommonMiddleware")
MIDDLEWARE.insert(_COMMON, "core.web.middleware.PlainNotFoundMiddleware")
DATA_DIR.mkdir(exist_ok=True)
# Messages are read at /mailbox/ from the outbox; nothing leaves the machine.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# Every task would be two lines, and the demo's logins would be out of sight.
LOGGING["handlers"]["console"]["level"] = "WARNING"  # type: ignore[index]
