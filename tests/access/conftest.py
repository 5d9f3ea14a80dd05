"""What the stories of signing in share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from motcua.access import actors, services
from motcua.access.actors import Grant, system_actor
from motcua.access.models import User
from motcua.access.roles import Role

PASSWORD = "mot cau dai de nho"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    """The sign-in library remembers used codes of this process in the cache; accounts of tests share their numbers."""
    cache.clear()


@pytest.fixture
def person(db) -> Iterator[Callable[..., User]]:
    """`person("vanthu", Role.CLERK)`: a stored account with a password that holds the roles."""
    held: dict[int, tuple[Grant, ...]] = {}

    def source(user_id: int, on: date) -> tuple[Grant, ...]:
        return held.get(user_id, ())

    def make(username: str = "canbo", *roles: Role, app: bool = False) -> User:
        user = services.ensure_account(actor=system_actor(), username=username, label=username, password=PASSWORD)
        held[user.pk] = tuple(Grant(role, 1, 10) for role in roles)
        if app:
            services.seed_authenticator(actor=system_actor(), user=user, secret=SECRET)
        return user

    actors.register_grant_source(source)
    yield make
    actors._grant_sources.remove(source)


@pytest.fixture
def sign_in_as() -> Callable[..., object]:
    """Send the sign-in form as a browser does."""

    def call(client: Client, username: str, password: str = PASSWORD, **extra: object) -> object:
        return client.post(reverse("account_login"), {"login": username, "password": password}, **extra)

    return call
