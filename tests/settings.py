"""Settings under test: the product's own, in a temporary data folder, with a quick password hash.

`DATABASE_URL` picks the database as everywhere; without it each process has its own SQLite file.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_memory = Path("/dev/shm")
_home = tempfile.mkdtemp(prefix="motcua-test-", dir=_memory if os.access(_memory, os.W_OK) else None)
_owner = os.getpid()


@atexit.register
def _forget_home() -> None:
    if os.getpid() == _owner:
        shutil.rmtree(_home, ignore_errors=True)


# Each worker has a server of its own where there are several: the log's horizon is the oldest transaction of a whole
# server, and another worker's long test would hold it back.
_own = os.environ.get(f"MOTCUA_TEST_POSTGRES_{os.environ.get('PYTEST_XDIST_WORKER', '').upper()}")
if _own:
    os.environ["DATABASE_URL"] = _own

# What says where the tests find things stays: the workers are started by a process that has been here before them.
_KEPT = ("MOTCUA_SHARED_DATA", "MOTCUA_CHROMIUM", "MOTCUA_TEST_")
for _name in [name for name in os.environ if name.startswith("MOTCUA_") and not name.startswith(_KEPT)]:
    del os.environ[_name]
os.environ["MOTCUA_HOME"] = _home
os.environ["MOTCUA_LOG_LEVEL"] = "WARNING"

from motcua.config.settings import *
from motcua.config.settings import DATABASES, HOME, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir()
if DATABASES["default"]["ENGINE"] == "motcua.config.sqlite":
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
