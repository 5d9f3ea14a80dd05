"""Three procedures in force with parts, as the catalogue stores them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from motcua.access.actors import system_actor
from motcua.catalog.terminal import import_paths
from motcua.proposals import rules_now

STEPS = {
    "1.000001": "Bước 1: Nộp hồ sơ. Bước 2: Sở tổ chức kiểm tra thực tế tại cơ sở.",
    "1.000002": "Bước 1: Nộp hồ sơ trực tuyến. Bước 2: Trả kết quả.",
    "1.000003": "Khi đăng ký, hai bên phải có mặt.",
}


@pytest.fixture
def catalogue(db: None, tmp_path: Path) -> list[str]:
    """Codes of three procedures: one inspected on site, one that nothing stands against, one that asks for presence."""
    lines = [
        {
            "code": code,
            "name": f"Thủ tục thử {code}",
            "field": "Hộ tịch",
            "agency": "Sở Nội vụ",
            "subjects": ["Công dân Việt Nam"],
            "levels": ["tinh"],
            "steps": steps,
            "decision_no": "1/QĐ-BNV",
            "channels": [{"channel": "truc_tuyen", "time": "5 Ngày làm việc", "fee": None, "note": None}],
            "components": [
                {"name": "Đơn đề nghị", "case": None, "form": "mau.docx", "qty": None, "originals": 1, "copies": 0},
                {"name": "Giấy khai sinh", "case": None, "form": None, "qty": None, "originals": 0, "copies": 1},
            ],
            "results": [{"name": "Giấy xác nhận", "code": None}],
            "legal_basis": [],
        }
        for code, steps in STEPS.items()
    ]
    path = tmp_path / "danh-muc.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    import_paths(system_actor(), [path], apply=True, effective_from=None, say=lambda text: None)
    rules_now._held.clear()
    return list(STEPS)
