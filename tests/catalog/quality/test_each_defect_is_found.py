"""Every kind of defect has a record that shows it and a like record that does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from motcua.catalog.quality.batch import SHARED, SharedNames
from motcua.catalog.quality.checks.agencies import level_of_agency, split_agencies
from motcua.catalog.quality.kind import Context
from motcua.catalog.quality.normalise import normalise
from motcua.catalog.quality.registry import KINDS, find_defects
from motcua.catalog.record import (
    CaseRecord,
    ChannelRecord,
    ComponentRecord,
    LegalBasisRecord,
    ProcedureRecord,
    ResultRecord,
)

SOUND = ProcedureRecord(
    code="1.000001",
    name="Đăng ký khai sinh",
    source="",
    decision_no="528/QĐ-BTP",
    issuer="Bộ Tư pháp",
    levels=("commune",),
    level_text="Cấp Xã",
    field="Hộ tịch",
    agency="Ủy ban nhân dân cấp xã",
    subjects=("Công dân Việt Nam",),
    steps="Bước 1: nộp hồ sơ.",
    channels=(ChannelRecord("counter", "05 Ngày làm việc", "Lệ phí : 8.000 Đồng", "05 ngày làm việc"),),
    components=(ComponentRecord("Tờ khai", originals=1, copies=0),),
    results=(ResultRecord("Giấy khai sinh"),),
    legal_basis=(LegalBasisRecord("60/2014/QH13", "Luật Hộ tịch"),),
)


def kinds(record: ProcedureRecord, context: Context | None = None) -> set[str]:
    clean, _repairs = normalise(record)
    found = find_defects(record, clean, context) if context else find_defects(record, clean)
    return {defect.kind for defect in found}


def _channel(**more: object) -> dict[str, object]:
    return {"channels": (replace(SOUND.channels[0], **more),)}  # type: ignore[arg-type]


def _paper(name: str = "Tờ khai", **more: object) -> dict[str, object]:
    return {"components": (ComponentRecord(**({"name": name, "originals": 1, "copies": 0} | more)),)}  # type: ignore[arg-type]


def _basis(*numbers: str, raw: str | None = None) -> dict[str, object]:
    return {"legal_basis": tuple(LegalBasisRecord(number, "Tên") for number in numbers), "legal_raw": raw}


SHOWN: dict[str, dict[str, object]] = {
    "time_no_unit": _channel(time="7", quality="thieu_don_vi"),
    "time_glued": _channel(time="1", quality="dinh_so"),
    "time_free_text": _channel(time="Theo kế hoạch tuyển sinh"),
    "time_not_set": _channel(time="Không quy định"),
    "time_missing": _channel(time=None),
    "time_zero": _channel(time="0 Giờ"),
    "time_note_says_working_days": _channel(time="05 Ngày", note="Trong thời hạn 5 ngày làm việc kể từ ngày nhận"),
    "time_note_says_days": _channel(time="05 Ngày làm việc", note="Trong 05 (năm) ngày kể từ ngày nhận hồ sơ"),
    "time_several_unexplained": {"channels": (SOUND.channels[0], replace(SOUND.channels[0], time="7 Ngày"))},
    "channel_repeated": {"channels": SOUND.channels * 2},
    "fee_too_small": _channel(fee="135 VNĐ (135.000 đồng)"),
    "fee_free_with_amount": _channel(fee="Miễn phí (Lệ phí: 40.000 đồng/giấy)"),
    "fee_free_refers": _channel(fee="Miễn phí (Thông tư số 64/2025/TT-BTC)"),
    "fee_zero_with_text": _channel(fee="Miễn phí (ii)"),
    "fee_no_number": _channel(fee="Phí :  Đồng (Theo quy định)"),
    "fee_amount_conflict": _channel(fee="4,000,000 VNĐ (mức 2.000.000 đồng)"),
    "fee_foreign": _channel(fee="Lệ phí : 10 USD"),
    "fee_unclear": _channel(fee="Thỏa thuận"),
    "fee_missing": _channel(fee=None),
    "paper_none": {"components": ()},
    "paper_heading": _paper("Hồ sơ gồm:", originals=0),
    "paper_heading_with_copies": _paper("Hồ sơ gồm:"),
    "paper_note": _paper("Giấy tờ nước ngoài phải hợp pháp hóa", case="* Lưu ý :"),
    "paper_sets": _paper("* Số lượng hồ sơ: 01 (một) bộ."),
    "paper_zero_copies": _paper(originals=0),
    "paper_count_missing": _paper(originals=None, copies=None),
    "paper_form_glued": _paper("Tờ khaito-khai.docx", form="(dính trong tên)"),
    "paper_count_glued": _paper(quality="dinh_so"),
    "paper_repeated": {"components": (SOUND.components[0], ComponentRecord("- tờ khai;", originals=1, copies=0))},
    "paper_no_name": _paper(" ", form="x.docx"),
    "basis_none": _basis(),
    "basis_no_number": _basis("Luật Hóa chất"),
    "basis_malformed": _basis("nghị định 146/2025"),
    "basis_number_wordy": _basis("Nghị định số 142/2025/NĐ-CP"),
    "basis_number_cut": _basis("7/2025/NQ-CP", raw="Nghị quyết số 66.7/2025/NQ-CP của Chính phủ"),
    "basis_repeated": _basis("60/2014/QH13", "60/2014/qh13 "),
    "basis_untitled": {"legal_basis": (LegalBasisRecord("60/2014/QH13"),)},
    "name_line_break": {"name": "Đăng ký\nkhai sinh"},
    "name_spaces": {"name": "Đăng ký  khai sinh"},
    "name_own_code": {"name": "Đăng ký khai sinh (1.000001)"},
    "name_all_capitals": {"name": "ĐĂNG KÝ KHAI SINH"},
    "name_wrong_letter": {"name": "Cấp nƣớc"},
    "name_too_long": {"name": "Đăng ký " * 80},
    "content_foreign": {"decision_no": "226/QĐ-UBND"},
    "name_is_decision_title": {"name": "Công bố Danh mục và Quy trình nội bộ thủ tục hành chính"},
    "decision_missing": {"decision_no": None},
    "decision_malformed": {"decision_no": "Demo/QĐ-BCA"},
    "decision_in_proposal": {"decision_no": None, "proposal_no": "1213/QĐ-BCT"},
    "steps_missing": {"steps": None},
    "channel_none": {"channels": ()},
    "result_none": {"results": ()},
    "subject_none": {"subjects": ()},
    "field_missing": {"field": None},
    "result_joined": {"results": (ResultRecord("Giấy khai sinh, Trích lục khai sinh"),)},
    "result_is_code": {"results": (ResultRecord("KQ.G04.000398"),)},
    "result_code_glued": {"results": (ResultRecord("Giấy phépMã: KQ.G19.000199văn bản từ chối"),)},
    "agency_missing": {"agency": None},
    "agency_district": {"agency": "Ủy ban nhân dân cấp huyện"},
    "issuer_dissolved": {"issuer": "Bộ LĐTBXH (cũ)"},
    "level_missing": {"levels": (), "level_text": None},
    "level_district": {"levels": ("district",), "level_text": "Cấp Huyện"},
    "level_doubtful": {"levels": ("ministry",), "agency": "Công an cấp xã"},
    "online_button_without_row": {"online_submit": True},
    "online_row_without_button": _channel(channel="online") | {"online_submit": False},
    "case_code_repeated": {"cases": (CaseRecord("A", "1.000001.01"), CaseRecord("B", "1.000001.01"))},
    "case_time_differs": {"cases": (CaseRecord("A", "1.000001.01", "3 Ngày làm việc"),)},
    "text_html": {"steps": "Bước 1 <script>alert(1)</script>"},
    "text_invisible": {"steps": "Bước\u200b 1"},
    "text_private_symbol": {"steps": "\uf0fc Bước 1"},
    "text_garbled": {"steps": "Thá»§ tá»¥c"},
    "text_tone_mixed": {"steps": "Ủy ban, Uỷ ban"},
}


def test_a_sound_record_has_no_defect():
    assert kinds(SOUND) == set()


@pytest.mark.parametrize("kind", sorted(SHOWN))
def test_a_defect_is_found_where_it_is(kind: str):
    assert kind in kinds(replace(SOUND, **SHOWN[kind]))  # type: ignore[arg-type]


def test_every_kind_is_shown_and_explains_itself():
    assert set(SHOWN) == set(KINDS) - {SHARED.code}
    for kind in KINDS.values():
        assert kind.title
        assert kind.explanation.endswith((".", "!"))
        assert kind.settle.endswith(".")
        assert kind.severity in {"error", "warning", "notice"}
    assert len({kind.title for kind in KINDS.values()}) == len(KINDS)


@pytest.mark.parametrize(
    "more",
    [
        _channel(time="05 Ngày", note="Trong 5 ngày; nếu phải xác minh thì 5 ngày làm việc"),  # both kinds are named
        _channel(time="05 Ngày", note="Trong 07 ngày làm việc"),  # another number
        _channel(time="15 Ngày làm việc", note="15 (mười lăm) ngày tính theo ngày làm việc"),
        _channel(time="Trong ngày làm việc", note="trả ngay"),
        _channel(fee="Miễn phí"),
        {"decision_no": "1404/QĐ-UBND", "issuer": "UBND tỉnh Vĩnh Long"},
        {"results": (ResultRecord("Giấy phép (Mẫu 01, Phụ lục II)"),)},
        {"agency": "Cơ sở giáo dục", "levels": ("other",)},
        {"steps": "Nếu a < b thì c > d"},
        {"levels": ("province",), "agency": "Ngân hàng Nhà nước Khu vực"},
        _basis("55/2015/TTLT-BYT-BTC", "123/QĐ-TTg"),
        _basis("24/2025/TT-BCT", raw="Thông tư ngày 30/6/202524/2025/TT-BCTBAN HÀNH QUY TRÌNH"),
    ],
)
def test_what_only_looks_like_a_defect_is_none(more: dict[str, object]):
    assert kinds(replace(SOUND, **more)) == set()  # type: ignore[arg-type]


def test_the_same_words_in_three_rows_are_one_finding_with_three_places():
    rows = tuple(replace(SOUND.channels[0], channel=way, time="7") for way in ("counter", "online", "post"))
    record = replace(SOUND, channels=rows)
    (defect,) = find_defects(record, record)
    assert (defect.kind, defect.path, defect.evidence) == ("time_no_unit", "channels[0].time", "7")
    assert defect.paths == ("channels[0].time", "channels[1].time", "channels[2].time")
    assert defect.message == "Thời hạn chỉ có con số, không có đơn vị: “7”."


def test_a_row_of_a_list_is_searched_only_in_what_it_states():
    row = ProcedureRecord("1.000001", "Đăng ký khai sinh", "", agency="UBND cấp huyện", field="Hộ tịch", partial=True)
    assert kinds(row) == {"agency_district"}


def test_the_district_was_no_defect_while_it_stood():
    then = Context(frozenset({"ministry", "province", "district", "commune", "other"}))
    record = replace(SOUND, agency="Ủy ban nhân dân cấp huyện", levels=("district",), level_text="Cấp Huyện")
    assert "agency_district" in kinds(record)
    assert not {"agency_district", "level_district"} & kinds(record, then)


def test_names_that_several_codes_share_are_found_in_the_batch():
    names = SharedNames()
    for code, name in (("1.000001", "Cấp giấy phép."), ("1.000002", "CẤP  giấy phép"), ("1.000003", "Khác")):
        names.add(code, name)
    names.add("1.000003", "Khác")
    assert names.groups() == [("cấp giấy phép", ("1.000001", "1.000002"))]
    assert [(code, defect.kind, defect.evidence) for code, defect in names.defects()] == [
        ("1.000001", "name_shared", "1.000002: cấp giấy phép"),
        ("1.000002", "name_shared", "1.000001: cấp giấy phép"),
    ]


def test_agencies_are_split_only_before_another_body():
    assert split_agencies("Cục Xuất nhập khẩu, Ủy ban nhân dân cấp tỉnh") == (
        "Cục Xuất nhập khẩu",
        "Ủy ban nhân dân cấp tỉnh",
    )
    assert split_agencies("Sở Văn hóa, Thể thao và Du lịch\nSở Tư pháp") == (
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Tư pháp",
    )
    assert split_agencies(None) == ()
    assert [
        level_of_agency(name) for name in ("Công an cấp Xã", "Sở Y tế", "Bộ Y tế", "Chi cục Hải quan khu vực", "Ai đó")
    ] == [
        "commune",
        "province",
        "ministry",
        "other",
        None,
    ]
