"""A list for one unit is opened by the unit's name; nobody knows codes by heart."""

from __future__ import annotations

import pytest

from motcua.receiving.forms import OpenForm

pytestmark = pytest.mark.django_db


def test_a_whole_name_is_taken_and_a_part_is_answered_with_the_name_it_may_mean(unit):
    desk = unit("Trung tâm Phục vụ hành chính công xã Nam", tier="commune")
    given = {"kind": "commune_desk", "start": "empty"}
    form = OpenForm({**given, "unit": "trung tam phuc vu hanh chinh cong xa nam"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["unit"] == desk
    part = OpenForm({**given, "unit": "phục vụ hành chính công"})
    assert "Có phải “Trung tâm Phục vụ hành chính công xã Nam”" in str(part.errors["unit"])
