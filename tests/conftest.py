"""What every test may use: the shared records, a clock that stands still, actors, signed-in clients."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.db import connections
from django.test import Client, TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from motcua.access.actors import Actor, actor_for
from motcua.access.models import User
from tests import ready
from tests.granting import granted_users, grants_for
from tests.reading import ReadingClient

ROOT = Path(__file__).resolve().parent.parent
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
SQL = frozenset({"db", "transactional_db", "django_db_setup", "live_server"})

# No test asserts seconds: neither does the maker of examples, whose own limits a busy machine exceeds.
hypothesis_settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("house")


TransactionTestCase._fixture_teardown = ready.put_back  # type: ignore[method-assign,assignment]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--sql", action="store_true", help="only tests that touch the database")


def _touches_sql(item: pytest.Item) -> bool:
    if item.get_closest_marker("drill"):
        return False
    named = any(item.get_closest_marker(name) for name in ("django_db", "processes"))
    return named or bool(SQL & set(getattr(item, "fixturenames", ())))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long stories first; `--sql` leaves out what no database can change, drills and browser tests beyond the smoke."""
    items.sort(key=lambda item: not any(item.get_closest_marker(name) for name in ("front", "processes")))
    if not config.getoption("--sql"):
        return
    kept = [
        item
        for item in items
        if (item.get_closest_marker("smoke") if item.get_closest_marker("browser") else _touches_sql(item))
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real records (`MOTCUA_SHARED_DATA`, else `../shared/data` beside the checkout)."""
    folder = Path(os.environ.get("MOTCUA_SHARED_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("not run: the shared records are absent (MOTCUA_SHARED_DATA)")
    return folder


@pytest.fixture(scope="session")
def on_postgres() -> bool:
    """Whether the tests run on PostgreSQL."""
    return settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql"


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """The tests' database is a copy of the empty, migrated one; migrating it anew takes twenty seconds."""
    test = connections["default"].settings_dict["TEST"]
    if settings.DATABASES["default"]["ENGINE"] == "motcua.config.sqlite":
        shutil.copy(ready.empty_file(), test["NAME"])
        return True
    test["TEMPLATE"] = ready.empty_template(os.environ["DATABASE_URL"])
    return False


@pytest.fixture
def clock() -> Iterator[Callable[[str], time_machine.Traveller]]:
    """`clock("2026-07-01 09:00")`: time stands still at that moment of Hanoi; call again to move on."""
    running: list[time_machine.travel] = []

    def stand(moment: str) -> time_machine.Traveller:
        while running:
            running.pop().stop()
        running.append(time_machine.travel(datetime.fromisoformat(moment).replace(tzinfo=HANOI), tick=False))
        return running[0].start()

    yield stand
    while running:
        running.pop().stop()


@pytest.fixture
def actor_with() -> Callable[..., Actor]:
    """`actor_with("catalog.import", unit_id=3)`: an actor without account that may do just that (by its roles)."""

    def make(*permissions: str, unit_id: int | None = None) -> Actor:
        return Actor(label=" + ".join(permissions) or "nobody", grants=grants_for(permissions, unit_id), via="web")

    return make


@pytest.fixture
def user_with(db: None) -> Iterator[Callable[..., User]]:
    """`user_with("catalog.import", unit_id=3)`: a stored staff account whose roles carry the permissions."""
    with granted_users() as make:
        yield make


@pytest.fixture
def staff_with(user_with: Callable[..., User]) -> Callable[..., Actor]:
    """`staff_with("catalog.import")`: the actor behind such a stored account."""
    return lambda *permissions, unit_id=None: actor_for(user_with(*permissions, unit_id=unit_id))


@pytest.fixture
def sign_in() -> Callable[[Client, User], Client]:
    """`sign_in(client, user)`: the same client with that user's session, second factor included."""

    def enter(client: Client, user: User) -> Client:
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "password", "at": 0, "username": user.username},
            {"method": "mfa", "at": 0, "type": "totp"},
        ]
        session.save()
        return client

    return enter


@pytest.fixture
def client_with(user_with: Callable[..., User], sign_in: Callable[[Client, User], Client]) -> Callable[..., Client]:
    """`client_with("catalog.import")`: a client signed in as someone who may do that."""
    return lambda *permissions, unit_id=None: sign_in(ReadingClient(), user_with(*permissions, unit_id=unit_id))
