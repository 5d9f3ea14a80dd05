"""Who acts: a user in a position, a piece of software, or the system itself."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.roles import Role
from motcua.access.table import roles_with
from motcua.web.faults import Denied

if TYPE_CHECKING:
    from motcua.access.models import User

Via = Literal["web", "api", "terminal", "job"]


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held in a unit by virtue of a position."""

    role: Role
    unit_id: int | None
    position_id: int | None


@dataclass(frozen=True, slots=True)
class Actor:
    """The one on whose behalf something is done, as the log will name it."""

    user: User | None = None
    label: str = ""
    grants: tuple[Grant, ...] = ()
    system: bool = False
    via: Via = "web"
    address: str = ""
    request_id: str = ""
    scopes: frozenset[str] | None = field(default=None)  # an API token narrows what its owner may do

    @property
    def position_id(self) -> int | None:
        """The position acted in: the first one held."""
        return next((grant.position_id for grant in self.grants if grant.position_id), None)

    @property
    def unit_ids(self) -> frozenset[int]:
        """The units in which the actor holds any role."""
        return frozenset(grant.unit_id for grant in self.grants if grant.unit_id)

    def units_for(self, permission: str) -> frozenset[int]:
        """The units in which a role of the actor carries `permission`."""
        roles = roles_with(permission)
        return frozenset(grant.unit_id for grant in self.grants if grant.role in roles and grant.unit_id)

    def may(self, permission: str) -> bool:
        """Whether the actor holds `permission` in any unit."""
        if self.scopes is not None and permission not in self.scopes:
            return False
        roles = roles_with(permission)
        return self.system or any(grant.role in roles for grant in self.grants)

    def require(self, permission: str) -> None:
        """Raise `Denied` unless the actor holds `permission`."""
        from django.utils.translation import gettext as _

        if not self.may(permission):
            raise Denied(_("Tài khoản này không có quyền làm việc đó."), permission=permission)


GrantSource = Callable[[int, date], Iterable[Grant]]
_grant_sources: list[GrantSource] = []


def register_grant_source(source: GrantSource) -> None:
    """Let a higher room say which roles a user holds on a date (positions live in `organisation`)."""
    if source not in _grant_sources:
        _grant_sources.append(source)


def grants_of(user_id: int, on: date) -> tuple[Grant, ...]:
    """All roles that the user holds on the date."""
    return tuple(grant for source in _grant_sources for grant in source(user_id, on))


def actor_for(user: User, *, via: Via = "web", address: str = "", request_id: str = "") -> Actor:
    """The actor behind a signed-in user, with the roles held today; an inactive account holds none."""
    grants = grants_of(user.pk, timezone.localdate()) if user.is_active else ()
    return Actor(user=user, label=str(user), grants=grants, via=via, address=address, request_id=request_id)


def system_actor(*, via: Via = "terminal", label: str = "") -> Actor:
    """The system acting by itself or for whoever runs it at a terminal; named by the operating user."""
    if not label:
        try:
            label = f"system ({getpass.getuser()})"
        except (KeyError, OSError):
            label = "system"
    return Actor(label=label, system=True, via=via)


def label_words(label: str) -> str:
    """The stored label of who acted, for a reader: the system, and who ran it at a terminal, in their language."""
    if label == "system" or label.startswith("system ("):
        return _("Hệ thống") + label.removeprefix("system")
    return label


NOBODY = Actor(label="")
