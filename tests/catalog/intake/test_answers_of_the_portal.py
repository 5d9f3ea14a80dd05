"""Answers of the 2026 portal: composed as stated, with their traps kept for a person to see."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from motcua.catalog.intake.detect import read_source
from motcua.catalog.quality.normalise import normalise
from motcua.catalog.quality.registry import find_defects
from motcua.catalog.record import CaseRecord, ProcedureRecord
from tests.catalog.intake.forge import one_reason, read, records


def answer(**more: Any) -> dict[str, Any]:
    return {
        "code": " 1.000001 ",
        "name": "Cấp giấy phép",
        "decisionNo": "",
        "isWard": True,
        "isInternal": True,
        "executionSteps": [{"name": "Bước 1", "description": "nộp"}],
        "executionMethods": [
            {
                "submissionMethod": "ONLINE",
                "processingTime": 0.5,
                "processingTimeUnit": "DAY",
                "description": "",
                "fees": [{"type": "FEE", "value": 50000, "currencyId": "VND", "description": ""}],
            },
            {"submissionMethod": "DIRECT", "processingTime": 7, "processingTimeUnit": None, "fees": None},
        ],
        "executionCases": [
            {
                "name": "TH1",
                "profileComponents": [{"profileComponentId": "a", "name": "Đơn", "originalQty": 1, "copyQty": 0}],
            }
        ],
        "profileComponents": [
            {"profileComponentId": "a", "name": "Đơn", "originalQty": 1, "copyQty": 0},
            {"profileComponentId": "b", "name": "Ảnh", "originalQty": 2, "copyQty": None},
        ],
        "departmentsExecuting": [{"name": "Sở A"}],
        "unitGroupsExecuting": [{"name": "Sở A"}, {"name": "UBND cấp xã"}],
        "executingAgencies": "",
    } | more


def _record(row: dict[str, Any]) -> ProcedureRecord:
    (record,) = records(read(json.dumps(row, ensure_ascii=False, indent=1).encode()))
    return record


def test_an_answer_is_composed_as_stated():
    record = _record(answer())
    assert record.code == "1.000001"
    assert record.levels == ("commune",)
    assert record.internal
    assert record.decision_no is None
    assert record.steps == "Bước 1\nnộp"
    assert [(row.channel, row.time, row.fee) for row in record.channels] == [
        ("online", "0.5 Ngày", "Phí : 50000 Đồng"),
        ("counter", "7", None),
    ]
    assert [(paper.case, paper.name, paper.originals, paper.copies) for paper in record.components] == [
        ("TH1", "Đơn", 1, 0),
        (None, "Ảnh", 2, None),
    ]
    assert record.agency == "Sở A\nUBND cấp xã"


def test_an_unknown_way_or_shape_is_rejected_with_the_detail():
    assert "submissionMethod = FAX" in one_reason(
        json.dumps(answer(executionMethods=[{"submissionMethod": "FAX"}])).encode()
    )
    assert "cấu trúc lạ" in one_reason(json.dumps(answer(executionSteps=["x"])).encode())
    assert "cấu trúc lạ" in one_reason(json.dumps(answer(name=["x"])).encode())


# What each of the two recorded answers says, read by eye from the file.
SEEN = {
    "1.010297": {
        "name": "Cấp đổi Giấy phép sử dụng tần số và thiết bị vô tuyến điện đối với đài trái đất của Phóng viên",
        "issuer": "Bộ Khoa học và Công nghệ",
        "field": "Tần số vô tuyến điện",
        "agency": "Ủy ban nhân dân cấp tỉnh",
        "authority": "Ủy ban nhân dân cấp tỉnh",
        "proposal_no": "2776/QĐ-BKHCN",
        "conditions": "Không",
        "channels": [("online", "3 Ngày làm việc"), ("post", "3 Ngày làm việc"), ("counter", "3 Ngày làm việc")],
        "fee": "Phí : 0 (Theo quy định của Bộ Tài chính)\nPhí dịch vụ : 0 (Theo quy định của Bộ Tài chính)",
        "papers": [("mẫu 4-cấp đổi, gia hạn_NQ66.18.docx", 1, 0, "G06-KQ005136")],
        "results": ["KQ.G06.000681"],
        "basis": 8,
        "subjects": 3,
        "cases": ["5 Ngày", "3 Ngày làm việc"],
        "defects": {
            "decision_in_proposal", "fee_free_refers", "case_code_repeated", "case_time_differs",
        },
    },
    "1.014734": {
        "name": "Thủ tục cấp lại Giấy phép sản xuất, kinh doanh hóa chất kiểm soát đặc biệt nhóm 2",
        "issuer": "Bộ Công thương",
        "field": "Hóa chất",
        "agency": "Ủy ban nhân dân cấp tỉnh",
        "authority": None,
        "proposal_no": "1213/QĐ-BCT",
        "conditions": "Trường hợp Giấy phép bị mất, sai sót, hư hỏng",
        "channels": [("online", "3 Ngày làm việc"), ("post", "3 Ngày làm việc"), ("counter", "3 Ngày làm việc")],
        "fee": "Phí : 0 (Tổ chức thực hiện nộp phí thẩm định theo quy định của pháp luật về phí và lệ phí khi nộp "
        "hồ sơ đề nghị cấp Giấy phép sản xuất, kinh doanh hóa chất cần kiểm soát đặc biệt)",
        "papers": [("Mẫu 06b.docx", 1, 0, "000.00.00.G02-KQ006404")],
        "results": ["KQ.G02.000499"],
        "basis": 5,
        "subjects": 2,
        "cases": ["5 Ngày làm việc", "5 Ngày làm việc"],
        "defects": {
            "decision_in_proposal", "fee_free_refers", "case_code_repeated", "case_time_differs",
        },
    },
}  # fmt: skip


@pytest.mark.shared_data
@pytest.mark.parametrize("code", sorted(SEEN))
def test_the_two_recorded_answers_agree_field_by_field(shared_data: Path, code: str):
    (raw,) = records(list(read_source(shared_data / "mau-api-cong-quoc-gia" / f"{code}.json")))
    record, repairs = normalise(raw)
    seen = SEEN[code]
    assert record.code == code
    assert record.name.startswith(str(seen["name"]))
    for part in ("issuer", "field", "agency", "authority", "proposal_no", "conditions"):
        assert getattr(record, part) == seen[part], part
    assert record.decision_no is None
    assert record.levels == ("province",)
    assert [(row.channel, row.time) for row in record.channels] == seen["channels"]
    assert {row.fee for row in record.channels} == {seen["fee"]}
    assert [(paper.form, paper.originals, paper.copies, paper.code) for paper in record.components] == seen["papers"]
    assert [result.code for result in record.results] == seen["results"]
    assert (len(record.legal_basis), len(record.subjects)) == (seen["basis"], seen["subjects"])
    assert [case.time for case in record.cases] == seen["cases"]
    assert all(isinstance(case, CaseRecord) and case.code == f"{code}.01" for case in record.cases)
    assert {repair.path for repair in repairs if repair.path.startswith("legal")} <= {
        "legal_basis[1].number",
        "legal_basis[2].number",
    }
    assert {defect.kind for defect in find_defects(raw, record)} == seen["defects"]
