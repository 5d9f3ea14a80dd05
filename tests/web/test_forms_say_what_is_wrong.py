"""Forms: every field becomes an accessible component, every error says what is wrong and how to mend it."""

from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.web.fields import error_list, render_field
from motcua.web.forms import AmountField, DateField, FilterForm, Form
from tests.reading import ids_twice


class Sample(Form):
    name = forms.CharField(label="Tên", max_length=20, min_length=3, help_text="Như trong quyết định")
    start = DateField(label="Ngày")
    count = forms.IntegerField(label="Số bản", min_value=1, max_value=9)
    tier = forms.ChoiceField(label="Cấp", choices=[("", "—"), ("t", "Tỉnh"), ("x", "Xã")])
    way = forms.ChoiceField(label="Cách", choices=[("d", "Trực tiếp")], widget=forms.RadioSelect)
    parts = forms.MultipleChoiceField(
        label="Phần", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(label="Ghi chú", widget=forms.Textarea, required=False)
    paper = forms.FileField(label="Tệp")
    sure = forms.BooleanField(label="Đã xem")
    secret = forms.CharField(widget=forms.HiddenInput)
    word = forms.CharField(label="Mật khẩu", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))


def test_the_example_of_a_day_stands_inside_the_field_of_a_filter():
    class Days(FilterForm):
        since = DateField(label="Từ ngày")

    drawn = str(render_field(Days()["since"]))
    assert 'placeholder="Ví dụ 20/11/2026"' in drawn
    assert "govuk-hint" not in drawn
    assert "govuk-hint" in str(render_field(Sample()["start"]))


GOOD = {
    "name": "Sở Tư pháp",
    "start": "20/11/2026",
    "count": "2",
    "tier": "t",
    "way": "d",
    "sure": "on",
    "secret": "s",
    "word": "p",
}


def filled(**changes: object):
    paper = changes.pop("paper", SimpleUploadedFile("a.txt", b"x"))
    return Sample({**GOOD, **changes}, {"paper": paper} if paper else {})


def test_a_form_well_filled_has_no_errors():
    form = filled()
    assert form.is_valid(), form.errors
    assert form.cleaned_data["start"] == date(2026, 11, 20)


@pytest.mark.parametrize("typed", ["20/11/2026", "20-11-2026", "20.11.2026", "2026-11-20"])
def test_a_day_may_be_typed_in_the_usual_ways(typed):
    assert filled(start=typed).is_valid()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "", "Chưa ghi mục “Tên”."),
        ("name", "ab", "Cần dài hơn: ít nhất 3 ký tự, đang có 2."),
        ("name", "a" * 25, "Cần ngắn hơn: nhiều nhất 20 ký tự, đang có 25."),
        ("start", "31/02/2026", "Không có ngày 31/02/2026 trong lịch. Xem lại ngày, tháng."),
        ("start", "2026-13-01", "Không có ngày 2026-13-01 trong lịch. Xem lại ngày, tháng."),
        ("start", "20 tháng 11", "Ghi ngày như 20/11/2026."),
        ("count", "mười", "Ghi bằng chữ số, ví dụ 12."),
        ("count", "12", "Số lớn nhất nhận được là 9, đang có 12."),
        ("tier", "", "Chưa chọn mục “Cấp”."),
        ("tier", "z", "Lựa chọn này không có trong danh sách. Chọn lại một mục."),
        ("sure", "", "Cần đánh dấu “Đã xem” để tiếp tục."),
        ("paper", None, "Chưa chọn tệp cho mục “Tệp”."),
    ],
)
def test_an_error_says_what_is_wrong_and_how_to_mend_it(field, value, says):
    form = filled(**{field: value})
    assert [str(message) for message in form.errors[field]] == [says]


def test_a_message_set_by_hand_stays():
    class Own(Form):
        code = forms.CharField(label="Mã", error_messages={"required": "Ghi mã in trên giấy hẹn."})

    assert Own({}).errors["code"] == ["Ghi mã in trên giấy hẹn."]


def test_the_summary_names_each_field_once_and_leads_to_it():
    form = filled(name="ab", tier="")
    rows = error_list(form)
    assert {"text": "Tên: Cần dài hơn: ít nhất 3 ký tự, đang có 2.", "href": "#id_name"} in rows
    assert {"text": "Chưa chọn mục “Cấp”.", "href": "#id_tier"} in rows


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("name", 'type="text"'),
        ("start", 'inputmode="numeric"'),
        ("count", 'inputmode="numeric"'),
        ("tier", "<select"),
        ("way", 'type="radio"'),
        ("parts", 'type="checkbox"'),
        ("note", "<textarea"),
        ("paper", 'type="file"'),
        ("sure", 'type="checkbox"'),
        ("word", 'autocomplete="current-password"'),
    ],
)
def test_every_kind_of_field_is_drawn_with_a_label_that_names_it(field, expected):
    markup = render_field(Sample()[field])
    assert expected in markup
    assert 'for="id_' in markup
    assert " required" not in markup


def test_a_hidden_field_has_no_label():
    markup = render_field(Sample(initial={"secret": "<b>"})["secret"])
    assert markup == '<input type="hidden" name="secret" value="&lt;b&gt;">'


def test_hint_and_error_are_tied_to_the_input():
    markup = render_field(filled(name="")["name"])
    assert 'aria-describedby="id_name-hint id_name-error"' in markup
    assert '<span class="govuk-visually-hidden">Lỗi:</span>' in markup
    assert 'aria-invalid="true"' in markup


def test_optional_fields_say_so_except_in_filters():
    assert "Ghi chú (không bắt buộc)" in render_field(Sample()["note"])
    assert "không bắt buộc" not in render_field(Sample()["note"], optional_mark=False)


def test_what_was_typed_is_shown_again_and_escaped():
    markup = render_field(filled(name='"><script>x</script>')["name"])
    assert "<script>" not in markup
    assert "&#34;&gt;&lt;script&gt;" in markup


def test_a_password_is_never_sent_back():
    assert 'value="geheim"' not in render_field(filled(word="geheim")["word"])


def test_lines_typed_into_a_text_area_are_kept():
    assert "một\n\n   hai" in render_field(filled(note="một\n\n   hai")["note"])


def test_chosen_options_stay_chosen():
    form = filled(tier="x", parts=["b"])
    assert 'value="x" selected' in render_field(form["tier"])
    assert render_field(form["parts"]).count(" checked") == 1


def test_a_wrong_filter_is_left_out_and_the_others_hold():
    class Filters(FilterForm):
        q = forms.CharField(max_length=5)
        count = forms.IntegerField()

    assert Filters({"q": "đất", "count": "x"}).chosen == {"q": "đất"}
    assert Filters({}).chosen == {}


def test_a_filter_and_a_form_to_fill_in_share_no_id():
    class Filters(FilterForm):
        name = forms.CharField()

    both = f"{render_field(Filters()['name'])}{render_field(Sample()['name'])}"
    assert 'for="filter_name"' in both
    assert 'for="id_name"' in both
    assert ids_twice(both) == []
    assert ids_twice(f"{render_field(Sample()['name'])}{both}") == ["id_name", "id_name-hint"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("120.000.000", 120_000_000), ("1,250", 1250), (" 1 250 ", 1250), ("1250", 1250), ("", None), ("0", 0)],
)
def test_amounts_are_typed_plain_or_in_groups_of_three(typed: str, kept: int | None) -> None:
    assert AmountField(required=False, min_value=0).clean(typed) == kept


@pytest.mark.parametrize("typed", ["1.25", "12.50.000", "một triệu", "-1.250", "1.2500", "٣.٠٠٠"])
def test_what_is_no_group_of_three_is_refused(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        AmountField(min_value=0).clean(typed)
