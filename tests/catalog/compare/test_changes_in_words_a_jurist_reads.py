"""Two statements of a procedure: what changed, in plain words, the important first, and nothing for mere spelling."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.catalog.compare import Change, compare, fingerprint, marked, overlay
from motcua.catalog.compare.change import ORDER, PART_NAMES, part_name
from motcua.catalog.compare.rows import number_key
from motcua.catalog.compare.words import word_diff
from motcua.catalog.record import (
    ChannelRecord,
    ComponentRecord,
    LegalBasisRecord,
    ProcedureRecord,
    ResultRecord,
)

WAYS = ("counter", "online", "post")
OLD = ProcedureRecord(
    code="1.000001",
    name="Đăng ký khai sinh",
    source="cũ.docx",
    collected="2025-12",
    decision_no="1/QĐ-BTP",
    levels=("commune",),
    agency="Ủy ban nhân dân cấp xã",
    subjects=("Công dân Việt Nam",),
    steps="Bước 1: nộp hồ sơ tại bộ phận một cửa của xã nơi cư trú. " * 6,
    channels=tuple(ChannelRecord(way, "05 Ngày làm việc", "Lệ phí : 8.000 Đồng") for way in WAYS),
    components=(
        ComponentRecord("Tờ khai đăng ký khai sinh theo mẫu", originals=1, copies=0),
        ComponentRecord("Giấy chứng sinh do cơ sở y tế cấp", originals=1, copies=0),
    ),
    results=(ResultRecord("Giấy khai sinh"),),
    legal_basis=(LegalBasisRecord("60/2014/QH13", "Luật Hộ tịch"), LegalBasisRecord("123/2015/NĐ-CP")),
)


def sentences(**more: object) -> list[str]:
    return [change.sentence for change in compare(OLD, replace(OLD, **more))]  # type: ignore[arg-type]


def _time(*times: str | None) -> tuple[ChannelRecord, ...]:
    return tuple(replace(row, time=time) for row, time in zip(OLD.channels, times, strict=True))


@pytest.mark.parametrize(
    ("times", "said"),
    [
        (("05 Ngày làm việc", "03 Ngày làm việc", "05 Ngày làm việc"),
         "Thời hạn trực tuyến: 05 → 03 ngày làm việc (rút ngắn 2 ngày làm việc)"),
        (("07 Ngày làm việc",) * 3, "Thời hạn: 05 → 07 ngày làm việc (kéo dài 2 ngày làm việc)"),
        (("05 Ngày", "5 ngày làm việc", "05 Ngày"),
         "Thời hạn trực tiếp, qua bưu chính: 05 ngày làm việc → 05 ngày (đổi cách tính)"),
        (("5",) * 3, "Thời hạn: 05 ngày làm việc → “5” (không có đơn vị)"),
        ((None,) * 3, "Thời hạn: 05 ngày làm việc → không ghi"),
        (("Theo kế hoạch",) * 3, "Thời hạn: 05 ngày làm việc → “Theo kế hoạch”"),
    ],
)  # fmt: skip
def test_a_change_of_time_is_told_with_its_size(times, said):
    assert sentences(channels=_time(*times)) == [said]


@pytest.mark.parametrize(
    ("fee", "said"),
    [
        ("Lệ phí : 5.000 Đồng", "Phí, lệ phí: 8.000 đồng → 5.000 đồng (giảm 3.000 đồng)"),
        ("20,000 VNĐ", "Phí, lệ phí: 8.000 đồng → 20.000 đồng (tăng 12.000 đồng)"),
        ("Miễn phí", "Phí, lệ phí: 8.000 đồng → miễn phí (giảm 8.000 đồng)"),
        (None, "Phí, lệ phí: 8.000 đồng → không ghi"),
        ("Miễn phí (Thông tư 1/2025/TT-BTC)", "Phí, lệ phí: 8.000 đồng → “Miễn phí (Thông tư 1/2025/TT-BTC)”"),
    ],
)
def test_a_change_of_fee_is_told_with_its_size(fee, said):
    assert sentences(channels=tuple(replace(row, fee=fee) for row in OLD.channels)) == [said]


def test_a_way_of_handing_in_that_came_or_went_is_told_once():
    assert sentences(channels=OLD.channels[:2]) == ["Bỏ hình thức nộp qua bưu chính"]
    assert [one.sentence for one in compare(replace(OLD, channels=OLD.channels[:1]), OLD)] == [
        "Thêm hình thức nộp trực tuyến",
        "Thêm hình thức nộp qua bưu chính",
    ]


def test_a_reworded_paper_is_one_change_and_a_new_one_another():
    papers = (
        replace(OLD.components[0], name="- Tờ khai đăng ký khai sinh theo mẫu mới;"),
        replace(OLD.components[1], originals=0, copies=1),
        ComponentRecord("Văn bản ủy quyền", originals=1, copies=0, case="Trường hợp ủy quyền"),
    )
    assert sentences(components=papers) == [
        "Sửa tên giấy tờ: [+-+] Tờ khai đăng ký khai sinh theo mẫu [+mới;+]",
        "Số bản của “Giấy chứng sinh do cơ sở y tế cấp”: 1 bản chính, 0 bản sao → 0 bản chính, 1 bản sao",
        "Thêm giấy tờ: Văn bản ủy quyền (1 bản chính, 0 bản sao) [Trường hợp ủy quyền]",
    ]
    assert sentences(components=OLD.components[:1]) == [
        "Bỏ giấy tờ: Giấy chứng sinh do cơ sở y tế cấp (1 bản chính, 0 bản sao)"
    ]


def test_notes_and_headings_are_told_as_such():
    more = (
        ComponentRecord("Lưu ý: mang theo bản gốc", originals=0, copies=0),
        ComponentRecord("Gồm:", originals=0, copies=0),
    )
    assert sentences(components=(*OLD.components, *more)) == [
        "Thêm lưu ý: Lưu ý: mang theo bản gốc",
        "Thêm tiêu đề: Gồm:",
    ]


def test_a_form_name_glued_by_the_source_is_no_rewording():
    before = replace(OLD, components=(ComponentRecord("Tờ khai (Mẫu 1)", form="Mau01-DS(BHYT).docx"),))
    after = replace(OLD, components=(ComponentRecord("Tờ khai (Mẫu 1)Mau01-DS(BHYT).docx", form="(dính trong tên)"),))
    assert compare(before, after) == []


def test_basis_is_known_by_its_number_however_written():
    basis = (LegalBasisRecord("Luật số 60/2014/QH13"), LegalBasisRecord("87/2020/NĐ-CP", "Nghị định về hộ tịch"))
    assert sentences(legal_basis=basis) == [
        "Thêm căn cứ: 87/2020/NĐ-CP (Nghị định về hộ tịch)",
        "Bỏ căn cứ: 123/2015/NĐ-CP",
    ]
    assert number_key("Nghị định số 061 /2018/NĐ-CP") == number_key("61/2018/NĐ-CP")
    assert number_key("1/QD-BTP") == number_key("1/QĐ-BTP")


def test_long_texts_are_told_by_their_differences_only():
    (told,) = sentences(steps=(OLD.steps or "").replace("nộp hồ sơ", "gửi hồ sơ", 1))
    assert told == "Trình tự thực hiện: Bước 1: [−nộp−] [+gửi+] hồ sơ tại bộ …"


def test_agencies_levels_results_and_names_are_told():
    assert sentences(agency="Ủy ban nhân dân cấp xã\nSở Tư pháp") == ["Cơ quan thực hiện: thêm Sở Tư pháp"]
    assert sentences(agency=None) == ["Cơ quan thực hiện: bỏ Ủy ban nhân dân cấp xã"]
    assert sentences(levels=("province", "commune")) == ["Cấp thực hiện: Cấp Xã → Cấp Tỉnh, Cấp Xã"]
    assert sentences(name="Khai sinh") == ["Tên thủ tục: “Đăng ký khai sinh” → “Khai sinh”"]
    assert sentences(results=(ResultRecord("Trích lục"),)) == ["Thêm kết quả: Trích lục", "Bỏ kết quả: Giấy khai sinh"]
    assert sentences(conditions="Có mặt") == ["Yêu cầu, điều kiện: thêm “Có mặt”"]
    assert sentences(online_submit=True) == []


@pytest.mark.parametrize(
    "more",
    [
        {"source": "mới.json", "collected": "2026-06", "source_url": "https://x"},
        {"name": "  Đăng ký   khai SINH."},
        {"channels": _time("5 ngày làm việc", "05 Ngày làm việc", "05 ngày làm việc")},
        {"channels": tuple(replace(row, fee="8,000 VNĐ") for row in OLD.channels)},
        {"components": tuple(reversed(OLD.components))},
        {"legal_basis": (*OLD.legal_basis, OLD.legal_basis[0])},
        {"agency": "Uỷ ban nhân dân cấp xã"},
    ],
)
def test_mere_spelling_is_no_change(more):
    assert sentences(**more) == []


def test_the_kind_reworded_by_the_portal_is_no_change():
    before = replace(OLD, kind="TTHC được luật giao quy định chi tiết")
    assert compare(before, replace(OLD, kind="TTHC được giao luật quy định chi tiết")) == []
    other = "TTHC không được luật giao cho địa phương quy định hoặc quy định chi tiết"
    assert len(compare(before, replace(OLD, kind=other))) == 1


def test_changes_come_in_order_of_importance_and_know_their_kind():
    after = replace(
        OLD, name="Khác", steps=None, legal_basis=(), channels=_time(*["1 Ngày"] * 3), components=(), conditions="Có"
    )
    changes = compare(OLD, after)
    assert [ORDER[one.part] for one in changes] == sorted(ORDER[one.part] for one in changes)
    assert changes[0].part == "time"
    assert {one.part: one.kind for one in changes} == {
        "time": "changed", "papers": "removed", "basis": "removed",
        "conditions": "added", "name": "changed", "steps": "removed",
    }  # fmt: skip
    assert [part_name(part) for part in PART_NAMES][:4] == [
        "Thời hạn",
        "Phí, lệ phí",
        "Thành phần hồ sơ",
        "Căn cứ pháp lý",
    ]


def test_a_partial_statement_is_compared_only_in_what_it_states():
    row = ProcedureRecord("1.000001", "Đăng ký khai sinh", "list.xlsx", agency="Sở Tư pháp", partial=True)
    assert [one.part for one in compare(OLD, row)] == ["agency"]
    laid = overlay(OLD, row)
    assert (laid.agency, laid.steps, laid.partial) == ("Sở Tư pháp", OLD.steps, False)
    assert fingerprint(overlay(OLD, replace(row, agency=OLD.agency))) == fingerprint(OLD)


def test_the_fingerprint_passes_over_blanks_and_sources_and_nothing_else():
    assert fingerprint(
        replace(OLD, source="x", collected=None, source_url="y", name=" Đăng  ký khai sinh\n")
    ) == fingerprint(OLD)
    assert fingerprint(replace(OLD, conditions="")) == fingerprint(OLD)
    for more in (
        {"name": "đăng ký khai sinh"},
        {"components": tuple(reversed(OLD.components))},
        {"channels": OLD.channels[:2]},
        {"levels": ("province",)},
        {"online_submit": False},
        {"partial": True},
    ):
        assert fingerprint(replace(OLD, **more)) != fingerprint(OLD)


_WORDS = st.lists(st.sampled_from(["một", "hai", "ba", "bốn"]), max_size=30).map(" ".join)


@given(_WORDS, _WORDS)
def test_a_text_against_itself_shows_nothing_and_against_another_something(before: str, after: str):
    assert word_diff(before, before) == ""
    assert (word_diff(before, after) == "") == (before == after)


@given(_WORDS, _WORDS)
def test_turning_the_sides_turns_added_and_removed(before: str, after: str):
    one, other = replace(OLD, conditions=before or None), replace(OLD, conditions=after or None)
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    there, back = compare(one, other), compare(other, one)
    assert [turned[change.kind] for change in there] == [change.kind for change in back]
    assert all(isinstance(change, Change) for change in there)


def test_huge_texts_are_compared_to_the_end():
    before, after = ("một hai " * 40_000), ("hai một " * 40_000)
    assert [change.kind for change in compare(replace(OLD, steps=before), replace(OLD, steps=after))] == ["changed"]
    many = tuple(ComponentRecord(f"Giấy tờ {n} " + "x" * 200) for n in range(400))
    renamed = tuple(replace(one, name=one.name + "y") for one in many)
    assert compare(replace(OLD, components=many), replace(OLD, components=renamed))


def test_a_sentence_is_cut_into_what_went_and_what_came():
    assert marked("Trình tự: nộp tại [−huyện−] [+xã+], nhận lại") == [
        ("", "Trình tự: nộp tại "),
        ("gone", "huyện"),
        ("", " "),
        ("new", "xã"),
        ("", ", nhận lại"),
    ]
    assert marked("Phí: <b>1</b>") == [("", "Phí: <b>1</b>")]
