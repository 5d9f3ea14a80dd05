"""What a service refuses is said at the field, or on a page of its own where no change of the form mends it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.test import RequestFactory

from motcua.web.acting import done, told, version_of
from motcua.web.faults import Denied, Stale, UserError
from motcua.web.forms import Form


class Sample(Form):
    name = forms.CharField(label="Tên")


def posted(**data: str) -> HttpRequest:
    request = RequestFactory().post("/", data)
    request._messages = CookieStorage(request)
    return request


def refusing(error: UserError) -> Callable[[], str]:
    def act() -> str:
        raise error

    return act


def said(request: HttpRequest) -> list[str]:
    return [str(one) for one in get_messages(request)]


def test_an_act_that_succeeds_is_said_once():
    request = posted(name="a")
    assert done(request, Sample(request.POST), lambda: "Đã ghi.")
    assert said(request) == ["Đã ghi."]


def test_a_form_that_is_not_well_filled_does_nothing():
    request = posted()
    assert not done(request, Sample(request.POST), lambda: pytest.fail("acted"))
    assert said(request) == []


def test_a_refusal_with_its_hint_stands_at_the_field():
    request = posted(name="a")
    form = Sample(request.POST)
    assert not done(request, form, refusing(UserError("x", "Tên đã có.", field="name", hint="Chọn tên khác.")))
    assert form.errors == {"name": ["Tên đã có. Chọn tên khác."]}
    assert said(request) == []


def test_a_refusal_of_no_field_of_the_form_stands_at_the_top():
    form = Sample({"name": "a"})
    told(form, UserError("x", "Thiếu ngày.", field="day"))
    assert form.non_field_errors() == ["Thiếu ngày."]


def test_a_field_may_have_another_name_in_the_form():
    form = Sample({"name": "a"})
    told(form, UserError("x", "Tên đã có.", field="title"), title="name")
    assert form.errors == {"name": ["Tên đã có."]}


@pytest.mark.parametrize("error", [Stale("vừa được sửa"), Denied("của đơn vị khác")])
def test_what_no_change_of_the_form_mends_comes_to_its_own_page(error: UserError):
    request = posted(name="a")
    with pytest.raises(type(error)):
        done(request, Sample(request.POST), refusing(error))


@pytest.mark.parametrize(
    ("given", "read"), [("7", 7), ("", 0), ("-1", 0), ("x", 0), ("٣", 0), ("9" * 10, 0), ("1.0", 0)]
)
def test_a_version_that_is_none_fits_no_row(given: str, read: int):
    assert version_of(posted(version=given)) == read


def test_a_form_without_a_version_fits_no_row():
    assert version_of(posted()) == 0
