"""Of a worker that a test starts: settings of the tests, files of the test that has started it."""

from config.settings.test import *  # noqa: F403
from config.settings.test import STORAGES, env

STORAGES = {
    **STORAGES,
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": env("FILES_ROOT"), "base_url": None},
    },
}
