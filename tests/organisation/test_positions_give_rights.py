"""What a person may do comes from the positions held on the day, and from nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.access.actors import actor_for, system_actor
from motcua.access.models import UserKind
from motcua.access.roles import Role
from motcua.audit.models import Entry
from motcua.organisation import officers
from motcua.organisation.models import FocalAppointment, Position
from motcua.organisation.services.people import end_position, give_position
from motcua.web.faults import Denied, Stale, UserError

START, DAY = date(2026, 1, 1), date(2026, 6, 1)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vinh_long")]


@pytest.fixture
def office(unit_named):
    return unit_named("vinh-long-2025/vp-ubnd")


def test_a_position_gives_its_role_in_its_unit_from_the_first_day_until_the_last(system, user_with, office):
    user = user_with()
    position = give_position(
        actor=system, user=user, unit=office, role=Role.CONTROL_OFFICER, day=START, until=DAY, instrument="5/QĐ"
    )
    assert [(one.role, one.unit_id, one.position_id) for one in officers.grants_of(user.pk, START)] == [
        (Role.CONTROL_OFFICER, office.pk, position.pk)
    ]
    assert not officers.grants_of(user.pk, date(2025, 12, 31))
    assert not officers.grants_of(user.pk, DAY)


def test_the_actor_of_today_may_what_the_position_carries(system, user_with, office, clock):
    user = user_with()
    give_position(actor=system, user=user, unit=office, role=Role.CONTROL_OFFICER, day=START)
    clock("2026-03-01 09:00")
    actor = actor_for(user)
    assert actor.may("organisation.focal")
    assert actor.units_for("organisation.focal") == {office.pk}
    clock("2025-12-31 09:00")
    assert not actor_for(user).may("organisation.focal")


def test_the_focal_officer_of_a_unit_has_that_role_there(user_with, office):
    user = user_with()
    FocalAppointment.objects.create(
        unit=office,
        user=user,
        holder="A",
        year=2026,
        decision_no="1",
        signer="B",
        decision_date=START,
        valid_from=START,
    )
    assert [(one.role, one.unit_id) for one in officers.grants_of(user.pk, DAY)] == [(Role.FOCAL_OFFICER, office.pk)]


def test_roles_are_read_in_two_statements(user_with, office, django_assert_num_queries):
    user = user_with()
    with django_assert_num_queries(2):
        officers.grants_of(user.pk, DAY)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"role": Role.RECEIVER, "day": date(2026, 2, 1)}, "position-held"),
        ({"role": Role.RECEIVER, "day": date(2025, 12, 1)}, "position-held"),
        ({"role": Role.APPLICANT, "day": START}, "citizen"),
        ({"role": Role.CLERK, "day": START, "until": START}, "period"),
        ({"role": Role.CLERK, "day": date(2025, 6, 1)}, "unit-not-in-force"),
    ],
)
def test_what_cannot_be_given_is_refused(system, user_with, office, given, code):
    user = user_with()
    give_position(actor=system, user=user, unit=office, role=Role.RECEIVER, day=START)
    with pytest.raises(UserError) as refusal:
        give_position(actor=system, user=user, unit=office, **given)
    assert refusal.value.code == code


def test_the_same_role_can_be_held_again_after_it_ended_or_before_it_begins(system, user_with, office):
    user = user_with()
    give_position(actor=system, user=user, unit=office, role=Role.RECEIVER, day=START, until=DAY)
    give_position(actor=system, user=user, unit=office, role=Role.RECEIVER, day=DAY)
    give_position(actor=system, user=user, unit=office, role=Role.RECEIVER, day=date(2025, 8, 1), until=START)
    assert Position.objects.filter(user=user).count() == 3


def test_citizens_hold_no_positions(system, user_with, office):
    with pytest.raises(UserError):
        give_position(actor=system, user=user_with(kind=UserKind.CITIZEN), unit=office, role=Role.RECEIVER, day=START)


def test_nobody_gives_or_ends_their_own_position(user_with, office):
    user = user_with("organisation.manage")
    actor = actor_for(user)
    with pytest.raises(Denied):
        give_position(actor=actor, user=user, unit=office, role=Role.RECEIVER, day=START)
    held = give_position(actor=system_actor(), user=user, unit=office, role=Role.RECEIVER, day=START)
    with pytest.raises(Denied):
        end_position(actor=actor, position=held, day=DAY, version=held.version)


def test_only_who_keeps_the_accounts_makes_an_administrator(actor_with, user_with, office):
    control = actor_with("organisation.focal")
    assert control.may("organisation.manage")
    with pytest.raises(Denied):
        give_position(actor=control, user=user_with(), unit=office, role=Role.SYSTEM_ADMIN, day=START)
    keeper = actor_with("access.manage")
    assert give_position(actor=keeper, user=user_with(), unit=office, role=Role.SYSTEM_ADMIN, day=START)


def test_an_ended_position_stays_on_record_and_one_not_begun_is_taken_back(system, user_with, office):
    held = give_position(actor=system, user=user_with(), unit=office, role=Role.RECEIVER, day=START)
    end_position(actor=system, position=held, day=DAY, version=held.version)
    held.refresh_from_db()
    assert (held.valid_to, held.version) == (DAY, 2)
    with pytest.raises(UserError):
        end_position(actor=system, position=held, day=DAY, version=held.version)
    to_come = give_position(actor=system, user=held.user, unit=office, role=Role.CLERK, day=DAY)
    end_position(actor=system, position=to_come, day=DAY, version=to_come.version)
    assert not Position.objects.filter(role=Role.CLERK).exists()


def test_ending_what_another_changed_meanwhile_is_refused(system, user_with, office):
    held = give_position(actor=system, user=user_with(), unit=office, role=Role.RECEIVER, day=START)
    Position.objects.filter(pk=held.pk).update(version=2)
    with pytest.raises(Stale):
        end_position(actor=system, position=held, day=DAY, version=1)


def test_the_log_names_the_account_and_not_the_person(system, user_with, office):
    held = give_position(
        actor=system, user=user_with(), unit=office, role=Role.RECEIVER, day=START, title="Chuyên viên"
    )
    told = Entry.objects.latest("id")
    assert (told.verb, told.object_type, told.object_id) == (
        "organisation.position.given",
        "user",
        held.user.public_id,
    )
    assert "Chuyên viên" not in str(told.facts)
