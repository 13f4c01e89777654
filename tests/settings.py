"""The project's settings with the few differences that tests need."""

import os
from tempfile import TemporaryDirectory

os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,127.0.0.1,localhost")
os.environ.setdefault("OWN_OPERATOR", "BASC")
os.environ.setdefault("BEHIND_HTTPS", "off")
# A folder of this run alone: no test may write into the files of a real exchange.
exchange_folder = TemporaryDirectory(prefix="bascule-tests-")
os.environ.setdefault("CLEARING_HOUSE_URL", f"directory://{exchange_folder.name}/clearing-house")
os.environ.setdefault("INCUMBENT_URL", f"directory://{exchange_folder.name}/incumbent")

from bascule.settings import *  # noqa: E402, F403

if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":  # noqa: F405
    # A commit need not wait for the disk: the power may fail, the tests begin anew.
    DATABASES["default"]["OPTIONS"] = {"options": "-c synchronous_commit=off"}  # noqa: F405

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405

STORAGES["documents"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}  # noqa: F405

# No collected files in tests: whitenoise looks for each where it is written.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
