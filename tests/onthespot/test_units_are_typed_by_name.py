"""Nobody knows the codes of units by heart: forms take names, and say so where a name may mean several."""

from __future__ import annotations

import pytest
from django.forms import ValidationError

from motcua.onthespot.models import SpotEntry
from motcua.organisation.forms_powers import NamedUnitField, unit_names
from tests.onthespot.test_five_acts_on_the_spot import place

__all__ = ["place"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["Sở Nội vụ", "sở nội vụ", "so noi vu", "  Sở  Nội vụ "])
def test_a_name_means_its_unit_with_or_without_diacritics(place, typed):
    assert NamedUnitField().clean(typed) == place[1]


def test_a_code_or_public_id_is_taken_as_everywhere(place):
    assert NamedUnitField().clean(place[1].public_id) == place[1]
    assert NamedUnitField(required=False).clean("") is None


def test_a_name_of_several_units_or_of_none_is_told(place, unit):
    unit("Sở Nội chính", "so")
    with pytest.raises(ValidationError, match="Có nhiều đơn vị khớp: Sở Nội chính; Sở Nội vụ"):
        NamedUnitField().clean("sở nội")
    for typed in ("Sở Vũ trụ", "Sở\x00 Vũ trụ", "12.99.99"):
        with pytest.raises(ValidationError, match="Không có đơn vị"):
            NamedUnitField().clean(typed)


def test_part_of_a_name_is_answered_with_the_unit_it_may_mean(place):
    for typed in ("nội vụ", "so noi"):
        with pytest.raises(ValidationError, match="Có phải “Sở Nội vụ”"):
            NamedUnitField().clean(typed)


def test_a_proposal_is_made_by_names_that_the_page_suggests(place, client_with):
    client = client_with("onthespot.view", "onthespot.assess", "onthespot.decide")
    assert set(unit_names()) >= {"Sở Nội vụ", "Trung tâm"}
    page = client.get("/kiem-soat/tai-cho/de-xuat/").content.decode()
    assert '<option value="Sở Nội vụ">' in page
    assert 'list="danh-sach-don-vi"' in page
    given = {
        "code": "1.000001", "unit": "Sở Nội vụ", "desk": place[2].public_id, "authority": "chair",
        "acts": ["receive", "appraise", "return"], "process": "Tiếp nhận",
    }  # fmt: skip
    answer = client.post("/kiem-soat/tai-cho/de-xuat/", given, follow=True)
    assert "Đã ghi đề xuất" in answer.content.decode()
    entry = SpotEntry.objects.get()
    assert (entry.unit, entry.desk, entry.spot) == (place[1], place[2], "three")
    found = client.get("/kiem-soat/tai-cho/?unit=so+noi+vu").content.decode()
    assert "Thủ tục 1.000001" in found
    refused = client.post("/kiem-soat/tai-cho/de-xuat/", {**given, "unit": "Sở Vũ trụ"})
    assert (refused.status_code, "Không có đơn vị" in refused.content.decode()) == (400, True)
