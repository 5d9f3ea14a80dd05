"""Data of documents as offices write them, and the documents drawn from it."""

from __future__ import annotations

import base64
import io
from datetime import date
from typing import Any

import segno

from motcua.papers.document import Document
from motcua.papers.templating import document_from

DAY = date(2026, 2, 5)
PROVINCE = {
    "agency_name": "Ủy ban nhân dân tỉnh Đắk Lắk",
    "symbol": "QĐ-UBND",
    "place": "Đắk Lắk",
    "on": "2026-02-05",
    "number": "5",
    "signature_lines": ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
    "signer_name": "(Họ và tên)",
}
AUTHORITY = "Chủ tịch Ủy ban nhân dân tỉnh Đắk Lắk"
OFFICE = {
    **PROVINCE,
    "agency_parent": "UBND tỉnh Đắk Lắk",
    "agency_name": "Văn phòng Ủy ban nhân dân tỉnh",
    "symbol": "VPUBND-KSTTHC",
    "number": "1234",
    "signature_lines": ["KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"],
}


def procedure(number: int, **more: str) -> dict[str, Any]:
    """One line of an annex."""
    return {
        "code": f"1.{number:06d}",
        "name": "Đăng ký đất đai, cấp Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất lần đầu",
        "time_limit": "20 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ",
        "place": "Trung tâm Phục vụ hành chính công tỉnh",
        "fee": "Theo nghị quyết của Hội đồng nhân dân tỉnh",
        "legal_basis": "Luật Đất đai số 31/2024/QH15; Nghị định số 101/2024/NĐ-CP",
        "group": "Lĩnh vực Đất đai" if number % 3 else "Lĩnh vực Môi trường",
        **more,
    }


def announcement(new: int = 12, **more: Any) -> Document:
    """A decision of announcement with as many new procedures and two abolished ones."""
    gone = [
        {"code": f"2.00000{number}", "name": "Tách thửa hoặc hợp thửa đất", "place": "Văn phòng Đăng ký đất đai"}
        for number in range(2)
    ]
    data = {
        **PROVINCE,
        "authority": AUTHORITY,
        "scope": "trong lĩnh vực đất đai thuộc phạm vi quản lý của Sở Nông nghiệp và Môi trường tỉnh Đắk Lắk",
        "proposer": "Giám đốc Sở Nông nghiệp và Môi trường tại Tờ trình số 12/TTr-SNNMT ngày 02 tháng 02 năm 2026",
        "recipients": ["Như Điều 3;", "Cục Kiểm soát thủ tục hành chính;", "Lưu: VT, KSTTHC."],
        "new": [procedure(number) for number in range(new)],
        "abolished": gone,
        **more,
    }
    return document_from("decision-announcement", DAY, data)


def letter(**more: Any) -> Document:
    """A letter of the province's office to two kinds of addressees."""
    data = {
        **OFFICE,
        "subject": "rà soát, cập nhật thủ tục hành chính sau công bố",
        "addressees": ["Các sở, ban, ngành;", "Ủy ban nhân dân các xã, phường."],
        "body": [
            "Thực hiện Quyết định số 05/QĐ-UBND ngày 05 tháng 02 năm 2026 của Chủ tịch Ủy ban nhân dân tỉnh, "
            "Văn phòng Ủy ban nhân dân tỉnh đề nghị các cơ quan, đơn vị thực hiện các nội dung sau:",
            "1. Niêm yết đầy đủ, kịp thời thủ tục hành chính mới công bố tại Bộ phận Một cửa.",
            "2. Rà soát quy trình nội bộ tương ứng, gửi kết quả về Văn phòng trước ngày 28 tháng 02 năm 2026.",
        ],
        "recipients": ["Như trên;", "Chủ tịch UBND tỉnh (để báo cáo);", "Lưu: VT, KSTTHC."],
        **more,
    }
    return document_from("letter", DAY, data)


def posting_pack() -> Document:
    """What one desk has to put up and take down, with a QR code a procedure."""
    file = io.BytesIO()
    segno.make("https://mot-cua.example/thu-tuc/1.000001/").save(file, kind="png", scale=4)
    code = base64.b64encode(file.getvalue()).decode()
    data = {
        "agency_name": "Trung tâm Phục vụ hành chính công",
        "place": "Đắk Lắk",
        "on": "2026-02-05",
        "desk": "Bộ phận Một cửa xã Ea Kar",
        "since": "2026-01-05",
        "put_up": [{"code": "1.000001", "name": "Đăng ký khai sinh", "field": "Hộ tịch", "qr": code}],
        "take_down": [{"code": "1.000002", "name": "Tách thửa đất", "decision": "12/QĐ-UBND"}],
    }
    return document_from("posting-pack", DAY, data)
