"""Fills an empty installation: the province's units, and sign-ins named by function in a few of them."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.models import User
from motcua.access.roles import SECOND_FACTOR_ROLES, Role
from motcua.access.seeding import Seeding, SignIn, password_for
from motcua.access.services.accounts import ensure_account
from motcua.access.services.factors import seed_authenticator
from motcua.organisation.models import Position, ProvinceSetting, Unit
from motcua.organisation.selectors import children_on, periods_on, province
from motcua.organisation.services.people import give_position
from motcua.organisation.services.province import set_up_province


@dataclass(frozen=True, slots=True)
class Seat:
    """One sign-in: the end of its username, what it is for, the kind of unit it sits in and the roles it holds."""

    username: str
    function: str
    kind: str
    roles: tuple[Role, ...]


PROVINCE_SEATS = (
    Seat("quantri", "Quản trị hệ thống", "office", (Role.SYSTEM_ADMIN,)),
    Seat("kiemsoat", "Phòng Kiểm soát thủ tục hành chính", "office", (Role.CONTROL_OFFICER,)),
    Seat("lanhdao", "Lãnh đạo tỉnh theo dõi", "people_committee", (Role.SUPERVISOR,)),
    Seat("thanhtra", "Kiểm tra, thanh tra", "inspectorate", (Role.INSPECTOR,)),
    Seat("motcua.tinh", "Bộ phận một cửa của tỉnh", "centre", (Role.RECEIVER, Role.RETURNER, Role.DIGITISER)),
    Seat("giamdoc.so", "Người đứng đầu một sở", "so", (Role.HEAD_OF_UNIT, Role.APPROVER)),
    Seat("daumoi.so", "Đầu mối kiểm soát thủ tục của một sở", "so", (Role.FOCAL_OFFICER,)),
    Seat("chuyenvien.so", "Chuyên viên thẩm định của một sở", "so", (Role.APPRAISER, Role.VERIFIER)),
)
COMMUNE_SEATS = (
    Seat("motcua.xa", "Bộ phận một cửa của một xã", "centre", (Role.RECEIVER, Role.RETURNER, Role.CASHIER)),
    Seat("chutich.xa", "Chủ tịch một xã", "people_committee", (Role.HEAD_OF_UNIT, Role.APPROVER)),
    Seat("congchuc.xa", "Công chức chuyên môn của một xã", "people_committee", (Role.APPRAISER,)),
    Seat("vanthu.xa", "Văn thư của một xã", "office", (Role.CLERK,)),
)


def seed_units(seeding: Seeding) -> None:
    """Load the province named in the settings with its departments, unless a province was chosen already."""
    if ProvinceSetting.objects.exists():
        return
    seeding.progress(0, 1, _("Đơn vị hành chính và cơ quan của tỉnh"))
    set_up_province(actor=seeding.actor, province=settings.PROVINCE_NAME)
    seeding.progress(1, 1, _("Đơn vị hành chính và cơ quan của tỉnh"))


def seed_people(seeding: Seeding) -> None:
    """Make the sign-ins and give each its positions; accounts and positions that exist stay as they are."""
    for seat, unit in _seats():
        user = ensure_account(
            actor=seeding.actor, username=seat.username, label=seat.function, password=password_for(seat.username)
        )
        if SECOND_FACTOR_ROLES.intersection(seat.roles):
            seed_authenticator(actor=seeding.actor, user=user, secret=_app_secret(seat.username))
        if Position.objects.filter(user=user).exists():
            continue
        for role in seat.roles:
            give_position(actor=seeding.actor, user=user, unit=unit, role=role, day=timezone.localdate())


def _app_secret(username: str) -> str:
    """The secret of a seeded authenticator app (base32, 160 bits): like the password, the installation's own."""
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"seeded authenticator {username}".encode(), "sha1")
    return base64.b32encode(digest).decode()


def _seats() -> Iterator[tuple[Seat, Unit]]:
    """Each seat with its unit: the first of its kind in the province, and in the first commune by name."""
    top, today = province(), timezone.localdate()
    if top is None:
        return
    first: dict[str, Unit] = {}
    for period in periods_on(today, under=top, group="authority", tier=_tier_of(top)):
        first.setdefault(period.kind.key, period.unit)
    yield from ((seat, first[seat.kind]) for seat in PROVINCE_SEATS if seat.kind in first)
    communes = children_on(top, today).filter(kind__group="territory").order_by("fold")
    place = communes.first()
    if place is None:
        return
    inside: dict[str, Unit] = {}
    for period in periods_on(today, under=place.unit):
        inside.setdefault(period.kind.key, period.unit)
    yield from ((seat, inside[seat.kind]) for seat in COMMUNE_SEATS if seat.kind in inside)


def _tier_of(unit: Unit) -> str:
    now = unit.on(timezone.localdate())
    return now.tier if now else ""


def sign_ins() -> list[SignIn]:
    """The seeded accounts that exist and still have their first password, with the unit they sit in."""
    found = []
    seats = {seat.username: seat for seat in (*PROVINCE_SEATS, *COMMUNE_SEATS)}
    users = {user.username: user for user in User.objects.filter(username__in=seats, is_active=True)}
    for username, seat in seats.items():
        user, password = users.get(username), password_for(username)
        if user is not None and user.check_password(password):
            found.append(SignIn(seat.function, username, password))
    return found
