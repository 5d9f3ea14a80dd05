"""Two people at one board at the same moment: one confirms, the other is told; the board shows each version once."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from motcua.access.actors import system_actor
from motcua.posting.models import Confirmation, Posting
from motcua.posting.services import Chosen, confirm_posting
from motcua.web.faults import Stale
from tests.posting.conftest import photo, write_version

PEOPLE = 6


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("again", [False, True])
def test_of_many_who_confirm_at_once_one_does(make_desk, confirm, again):
    desk = make_desk("Trung tâm Phục vụ hành chính công xã An Phú Tân")
    write_version("1.001193", date(2026, 1, 1))
    today = timezone.localdate()
    if again:
        confirm(desk, today)
        write_version("1.001193", today)
    gate, told = threading.Barrier(PEOPLE), []

    def person() -> None:
        gate.wait()
        try:
            given = {"version": 2 if again else 1, "photo": photo(), "chosen": Chosen()}
            confirm_posting(actor=system_actor(), desk=desk, day=today, **given)
            told.append("done")
        except Stale:
            told.append("stale")
        finally:
            connection.close()

    people = [threading.Thread(target=person) for _one in range(PEOPLE)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert sorted(told) == ["done"] + ["stale"] * (PEOPLE - 1)
    assert Confirmation.objects.count() == 1 + again
    assert Posting.objects.on(today).filter(desk=desk.unit_id).count() == 1
