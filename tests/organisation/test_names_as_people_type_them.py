"""A department is called by its usual name: the province it belongs to may stay away, nothing else may."""

from __future__ import annotations

import pytest
from django.forms import ValidationError

from motcua.organisation.forms import UnitField
from motcua.organisation.models import Unit

pytestmark = pytest.mark.django_db
JUSTICE = "Sở Tư pháp tỉnh Vĩnh Long"


@pytest.mark.parametrize("typed", ["Sở Tư pháp", "sở tư pháp tỉnh", "so tu phap", JUSTICE])
def test_the_name_of_the_province_served_may_stay_away(vinh_long: Unit, typed: str) -> None:
    found = UnitField().clean(typed)
    assert found.periods.latest("valid_from").name == JUSTICE


def test_part_of_a_name_is_asked_about(vinh_long: Unit) -> None:
    with pytest.raises(ValidationError, match=f"Có phải “{JUSTICE}”"):
        UnitField().clean("Sở Tư")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh Vĩnh Long"),
        ("ubnd tinh vinh long", "Ủy ban nhân dân tỉnh Vĩnh Long"),
        ("VP UBND tỉnh", "Văn phòng Ủy ban nhân dân tỉnh Vĩnh Long"),
    ],
)
def test_usual_abbreviations_are_understood(vinh_long: Unit, typed: str, name: str) -> None:
    assert UnitField().clean(typed).periods.latest("valid_from").name == name


def test_what_was_not_found_is_told_as_it_was_typed(vinh_long: Unit) -> None:
    with pytest.raises(ValidationError, match="“UBND trăng”"):
        UnitField().clean("UBND trăng")
