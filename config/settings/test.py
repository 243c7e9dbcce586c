"""For the test suite; SQLite unless DATABASE_URL names another database."""

import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import COMMENT_LIMITS, DATABASE_SEARCH, DATABASES, STORAGES, env

# Removed when the process ends: database, files and pictures of one run.
_RUN = tempfile.TemporaryDirectory(prefix="veche-test-")
RUN_DIR = Path(_RUN.name)

SECRET_KEY = "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DEBUG = False
SITE_URL = "http://testserver"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    **STORAGES,
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": RUN_DIR / "files", "base_url": None},
    },
}
MEDIA_ROOT = RUN_DIR / "media"
# A file, not memory: threads of the live server and of the concurrency tests share it.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(RUN_DIR / "test.sqlite3")}
LANGUAGE_CODE = "ru"
WHITENOISE_AUTOREFRESH = True
AXES_ENABLED = env.bool("AXES_ENABLED", default=True)

# Tests fill in forms faster than people.
COMMENT_LIMITS = {**COMMENT_LIMITS, "shortest_seconds": 0}

# Tests that need a node name it themselves.
SEARCH_BACKEND = DATABASE_SEARCH
