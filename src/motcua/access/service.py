"""The decorator that makes a function a service."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from django.db import transaction

from motcua.access.actors import Actor
from motcua.access.events import gathering, is_gathering
from motcua.access.table import roles_with

P = ParamSpec("P")
R = TypeVar("R")

SERVICES: dict[str, str | None] = {}  # dotted name of each service -> its permission


def service(*, permission: str | None) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function the one way to do a write: permission checked, one transaction, events logged last.

    The function takes `actor` as a keyword. `permission=None` is for writes that everyone may cause (signing in);
    the function then checks for itself. A nested service joins the transaction and the events of the outer one. The
    outermost stores the one-use key of the form that caused it. Raises `Denied` where the actor lacks the permission,
    `SentTwice` where the form was already answered, `KeyError` at import for an unknown permission.
    """
    if permission is not None:
        roles_with(permission)

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            actor = cast(Actor, kwargs["actor"])
            if permission is not None:
                actor.require(permission)
            if is_gathering():
                with transaction.atomic():
                    return function(*args, **kwargs)
            from motcua.access import once  # late: the models of accounts name actors

            with transaction.atomic(), gathering(actor):
                once.store()
                result = function(*args, **kwargs)
            once.committed()
            return result

        SERVICES[f"{function.__module__}.{function.__qualname__}"] = permission
        return call

    return wrap
