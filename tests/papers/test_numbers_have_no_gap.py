"""An own register gives every number once and leaves none out, however many ask at the same moment."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import DatabaseError, connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.access.actors import Actor, system_actor
from motcua.organisation.models import Unit
from motcua.papers.models import Paper, PaperState, Register, RegisterEntry
from motcua.papers.services import close_register, number_paper, open_register, return_paper, take_number
from motcua.web.faults import Denied, Stale, UserError
from tests.papers.conftest import office_of, sign

TODAY = date(2026, 3, 5)


@pytest.fixture
def today(clock: Callable[[str], object]) -> date:
    """Stand still on a working day."""
    clock("2026-03-05 09:00")
    return TODAY


@pytest.fixture
def register(office: Unit, system: Actor) -> Callable[..., Register]:
    """`register(first=12)`: an own register of the office for letters of 2026."""

    def make(**more: object) -> Register:
        told = {"unit": office, "kind": "letter", "year": 2026, "pattern": "{number}/VP-KSTT", **more}
        return open_register(actor=system, **told)  # type: ignore[arg-type]

    return make


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_get_fifty_numbers_in_a_row() -> None:
    actor = system_actor()
    with transaction.atomic():
        office = office_of(actor)
    register = open_register(actor=actor, unit=office, kind="letter", year=2026, pattern="{number}/VP-KSTT", first=7)
    start = Barrier(50)
    day = date(2026, 3, 5)

    def ask(number: int) -> int:
        start.wait(30)
        try:
            return take_number(actor=actor, register=register, on=day, subject=f"Văn bản thứ {number}").number
        finally:
            connections.close_all()

    with ThreadPoolExecutor(50) as threads:
        given = list(threads.map(ask, range(50)))
    assert sorted(given) == list(range(7, 57))
    kept = RegisterEntry.objects.filter(register=register).order_by("number")
    assert list(kept.values_list("number", flat=True)) == list(range(7, 57))
    assert Register.objects.get(pk=register.pk).last == 56


@pytest.mark.django_db(transaction=True)
def test_a_numbering_that_fails_after_its_number_leaves_no_gap() -> None:
    """Half of those who ask take back what they did; the others still get numbers in a row."""
    actor = system_actor()
    with transaction.atomic():
        office = office_of(actor)
    register = open_register(actor=actor, unit=office, kind="letter", year=2026, pattern="{number}/VP-KSTT")

    def ask(number: int) -> int | None:
        try:
            with transaction.atomic():
                taken = take_number(actor=actor, register=register, on=TODAY, subject=str(number)).number
                if number % 2:
                    raise ConnectionError
                return taken
        except ConnectionError:
            return None
        finally:
            connections.close_all()

    order = list(range(20))
    random.Random(5).shuffle(order)
    with ThreadPoolExecutor(8) as threads:
        given = [number for number in threads.map(ask, order) if number is not None]
    assert sorted(given) == list(range(1, 11))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["give", "undo", "same"]), max_size=12), first=st.integers(1, 999))
@pytest.mark.django_db
def test_whatever_is_undone_numbers_stay_in_a_row(office: Unit, system: Actor, steps: list[str], first: int) -> None:
    point = transaction.savepoint()
    register = open_register(
        actor=system, unit=office, kind="letter", year=2026, pattern="{number}/VP-KSTT", first=first
    )
    for step in steps:
        inner = transaction.savepoint()
        take_number(actor=system, register=register, on=TODAY, subject="Thử")
        if step == "undo":
            transaction.savepoint_rollback(inner)
    kept = sorted(RegisterEntry.objects.filter(register=register).values_list("number", flat=True))
    transaction.savepoint_rollback(point)
    assert kept == list(range(first, first + len(steps) - steps.count("undo")))


@pytest.mark.django_db
def test_a_signed_letter_gets_the_next_number_and_its_day_in_one_step(
    today: date, register: Callable[..., Register], submitted: Callable[..., Paper], system: Actor
) -> None:
    paper = submitted()
    done = number_paper(
        actor=system, paper=paper, version=paper.version, register=register(), signed_on=today, signer="Người ký thử"
    )
    assert (done.state, done.number, done.number_text, done.signed_on) == (PaperState.SIGNED, 1, "01/VP-KSTT", today)
    entry = RegisterEntry.objects.get(paper=done)
    assert (entry.number_text, entry.subject, entry.on) == ("01/VP-KSTT", paper.title, today)


@pytest.mark.django_db
def test_asking_twice_for_one_letter_gives_one_number(
    today: date, register: Callable[..., Register], submitted: Callable[..., Paper], system: Actor
) -> None:
    book, paper = register(), submitted()
    first = take_number(actor=system, register=book, paper=paper, on=today)
    assert take_number(actor=system, register=book, paper=paper, on=today) == first
    assert RegisterEntry.objects.count() == 1
    with pytest.raises(UserError) as error:
        return_paper(actor=system, paper=paper, version=paper.version, reason="Sửa câu chữ")
    assert error.value.code == "paper-numbered"


@pytest.mark.django_db
def test_a_number_is_not_used_up_when_the_signature_is_refused(
    today: date, register: Callable[..., Register], submitted: Callable[..., Paper], system: Actor
) -> None:
    book, paper = register(), submitted()
    with pytest.raises(Stale), transaction.atomic():
        number_paper(
            actor=system, paper=paper, version=paper.version - 1, register=book, signed_on=today, signer="Người ký thử"
        )
    assert not RegisterEntry.objects.exists()
    assert Register.objects.get().last == 0


@pytest.mark.django_db
def test_where_an_own_register_is_open_nobody_types_its_numbers(
    today: date, register: Callable[..., Register], submitted: Callable[..., Paper], system: Actor
) -> None:
    book = register()
    with pytest.raises(UserError) as error:
        sign(system, submitted(), 5)
    assert error.value.code == "number-from-register"
    close_register(actor=system, register=book, version=book.version)
    assert sign(system, submitted(), 5).number_text == "05/VP-KSTT"


@pytest.mark.django_db
def test_what_a_register_refuses(
    today: date,
    register: Callable[..., Register],
    draft: Callable[..., Paper],
    submitted: Callable[..., Paper],
    system: Actor,
) -> None:
    book, waiting = register(), submitted()
    take_number(actor=system, register=book, on=today, subject="Viết tay")

    def code(**asked: object) -> str:
        with pytest.raises(UserError) as error, transaction.atomic():
            take_number(**{"actor": system, "register": book, "on": today, "subject": "Viết tay", **asked})  # type: ignore[arg-type]
        return error.value.code

    assert code(on=date(2026, 3, 4)) == "register-order"
    assert code(on=date(2027, 1, 1)) == "register-year"
    assert code(subject="  ") == "paper-title"
    foreign = register(pattern="{number}/VP-TH", source="docsystem")
    assert code(register=foreign) == "register-foreign"
    other = open_register(actor=system, unit=office_of(system, "Sở thử"), kind="all", year=2026, pattern="{number}/S")
    assert code(register=other, paper=waiting) == "register-other-unit"
    assert code(register=other, paper=draft()) == "number-not-now"
    closed = close_register(actor=system, register=book, version=book.version)
    assert code(register=closed) == "register-closed"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"pattern": "VP-KSTT"}, "register-pattern"),
        ({"pattern": "{number}-VP"}, "register-pattern"),
        ({"pattern": "{number}/{number}"}, "register-pattern"),
        ({"first": 0}, "register-first"),
    ],
)
def test_a_register_that_cannot_be_is_not_opened(
    register: Callable[..., Register], asked: dict[str, object], code: str
) -> None:
    with pytest.raises(UserError) as error:
        register(**asked)
    assert error.value.code == code


@pytest.mark.django_db
def test_a_register_is_opened_once_a_year(register: Callable[..., Register]) -> None:
    register()
    with pytest.raises(UserError) as error:
        register()
    assert error.value.code == "register-open"
    assert register(year=2027).last == 0


@pytest.mark.django_db
def test_the_database_keeps_the_lines_of_a_register(register: Callable[..., Register], system: Actor) -> None:
    book = register(year=timezone.localdate().year)
    take_number(actor=system, register=book, subject="Viết tay")
    with pytest.raises(DatabaseError), transaction.atomic():
        RegisterEntry.objects.update(number=9)
    with pytest.raises(DatabaseError), transaction.atomic():
        RegisterEntry.objects.all().delete()


@pytest.mark.django_db
def test_only_who_keeps_registers_takes_numbers(
    register: Callable[..., Register], actor_with: Callable[..., Actor]
) -> None:
    with pytest.raises(Denied):
        take_number(actor=actor_with("papers.submit"), register=register(), subject="Viết tay")
