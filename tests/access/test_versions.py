"""A row is taken in hand by the version that was read; whoever comes second is told so and writes nothing."""

from __future__ import annotations

import pytest

from motcua.access.versions import take_row, take_row_in, take_version
from motcua.onthespot.models import ListState, SpotList
from motcua.web.faults import Stale, UserError

pytestmark = pytest.mark.django_db
LATE = "Danh mục này vừa được người khác sửa."


@pytest.fixture
def row() -> SpotList:
    """A list as two people read it."""
    return SpotList.objects.create(title="Danh mục 5 tại chỗ")


def refusal(now: SpotList) -> UserError:
    return UserError("wrong-state", f"{now.title}: {now.state}", status=409)


def stored(row: SpotList) -> tuple[int, str, str]:
    return SpotList.objects.values_list("version", "title", "state").get(pk=row.pk)


def test_the_version_is_counted_on_and_the_row_in_memory_stays(row: SpotList):
    row.title = "chưa ghi"
    take_version(row, 1, LATE)
    assert (row.version, row.title) == (1, "chưa ghi")
    assert stored(row) == (2, "Danh mục 5 tại chỗ", ListState.DRAFT)


def test_values_are_written_with_the_version(row: SpotList):
    assert take_row(row, 1, LATE, title="Danh mục đợt 2") is row
    assert (row.version, row.title) == (2, "Danh mục đợt 2")


def test_who_read_an_older_version_is_told_and_writes_nothing(row: SpotList):
    take_version(row, 1, LATE)
    with pytest.raises(Stale) as said:
        take_row(row, 1, LATE, title="ghi đè")
    assert (said.value.message, said.value.status) == (LATE, 409)
    assert stored(row) == (2, "Danh mục 5 tại chỗ", ListState.DRAFT)


@pytest.mark.parametrize("version", [0, 2, 2_000_000_000])
def test_a_version_that_never_was_is_stale(row: SpotList, version: int):
    with pytest.raises(Stale):
        take_version(row, version, LATE)


def test_a_row_that_is_gone_is_stale(row: SpotList):
    SpotList.objects.filter(pk=row.pk).delete()
    with pytest.raises(Stale):
        take_version(row, 1, LATE)
    with pytest.raises(Stale):
        take_row_in(row, 1, (ListState.DRAFT,), LATE, refusal)


def test_a_row_is_taken_in_the_states_of_the_act(row: SpotList):
    assert take_row_in(row, 1, (ListState.DRAFT, ListState.SUBMITTED), LATE, refusal) is row
    assert row.version == 2


def test_another_state_is_said_by_its_name_and_counts_no_version(row: SpotList):
    with pytest.raises(UserError) as said:
        take_row_in(row, 1, (ListState.SUBMITTED,), LATE, refusal)
    assert (said.value.code, said.value.message) == ("wrong-state", "Danh mục 5 tại chỗ: draft")
    assert stored(row)[0] == 1


def test_who_is_late_hears_of_that_before_the_state(row: SpotList):
    SpotList.objects.filter(pk=row.pk).update(state=ListState.SUBMITTED, version=2)
    with pytest.raises(Stale):
        take_row_in(row, 1, (ListState.DRAFT,), LATE, refusal)
