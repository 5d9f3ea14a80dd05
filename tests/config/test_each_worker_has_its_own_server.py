"""Two workers on one PostgreSQL would hold back one another's horizon of the log."""

import os

from django.conf import settings


def test_a_worker_uses_the_server_that_was_started_for_it():
    worker = os.environ.get("PYTEST_XDIST_WORKER", "").upper()
    own = os.environ.get(f"MOTCUA_TEST_POSTGRES_{worker}")
    if own:
        assert os.environ["DATABASE_URL"] == own
        assert settings.DATABASES["default"]["HOST"] == own.partition("host=")[2]
