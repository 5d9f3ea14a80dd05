"""Makes small files of every form, good ones and hostile ones."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from typing import Any

from motcua.catalog.intake.detect import read_stream
from motcua.catalog.intake.limits import DEFAULT, Limits
from motcua.catalog.record import Item, ProcedureRecord, Rejection

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def read(data: bytes, name: str = "tệp", limits: Limits = DEFAULT) -> list[Item]:
    return list(read_stream(io.BytesIO(data), name, limits))


def one_reason(data: bytes, name: str = "tệp", limits: Limits = DEFAULT) -> str:
    """The reason of the only thing that came out, a rejection."""
    items = read(data, name, limits)
    assert len(items) == 1, items
    assert isinstance(items[0], Rejection), items
    return items[0].reason


def records(items: list[Item]) -> list[ProcedureRecord]:
    return [item for item in items if isinstance(item, ProcedureRecord)]


def rejections(items: list[Item]) -> list[Rejection]:
    return [item for item in items if isinstance(item, Rejection)]


def line(code: str = "1.000001", name: str = "Đăng ký khai sinh", **more: Any) -> bytes:
    return json.dumps({"code": code, "name": name} | more, ensure_ascii=False).encode() + b"\n"


def zipped(parts: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def word(body: str | None = None, more: dict[str, bytes | str] | None = None, head: str = "") -> bytes:
    """A Word file in the portal's form; `body` replaces its text, `more` adds parts, `head` stands first."""
    body = body if body is not None else portal_page()
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": TYPES.format(""),
        "_rels/.rels": RELS.format(""),
        "word/document.xml": f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": RELS.format(""),
    }
    return zipped(parts | (more or {}))


def portal_page(code: str = "1.000001", name: str = "Đăng ký khai sinh") -> str:
    return "".join(
        (
            paragraph("Chi tiết thủ tục hành chính"),
            paragraph(f"Mã thủ tục: {code}"),
            paragraph("Số quyết định: 1/QĐ-BTP"),
            paragraph(f"Tên thủ tục: {name}"),
            paragraph("Cấp thực hiện: Cấp Xã, Cơ quan khác"),
            paragraph("Loại thủ tục: TTHC được luật giao quy định chi tiết"),
            paragraph("Lĩnh vực: Hộ tịch"),
            paragraph("Trình tự thực hiện: "),
            paragraph("Bước 1: nộp hồ sơ"),
            paragraph("Mã thủ tục: không phải nhãn, là chữ trong trình tự"),
            paragraph("Cách thức thực hiện: "),
            table(
                ("Hình thức nộp", "Thời hạn giải quyết", "Phí, lệ phí", "Mô tả"),
                ("Trực tiếp", "05 Ngày làm việc", "Lệ phí : 8.000 Đồng", "Nộp tại bộ phận một cửa"),
                ("Dịch vụ bưu chính", "05 Ngày làm việc", "", ""),
            ),
            paragraph("Thành phần hồ sơ: "),
            paragraph("Bao gồm"),
            table(("Tên giấy tờ", "Mẫu đơn", "Số lượng"), ("Tờ khai", "to-khai.docx", "Bản chính: 1\nBản sao: 0")),
            paragraph("Trường hợp ủy quyền"),
            table(("Tên giấy tờ", "Mẫu đơn", "Số lượng"), ("Giấy ủy quyền", "", "Bản chính: 0\nBản sao: 2")),
            paragraph("Đối tượng thực hiện: Công dân Việt Nam, Cán bộ, công chức, viên chức"),
            paragraph("Cơ quan thực hiện: Ủy ban nhân dân cấp xã"),
            paragraph("Cơ quan có thẩm quyền: Không có thông tin"),
            paragraph("Địa chỉ tiếp nhận HS: Không có thông tin"),
            paragraph("Cơ quan được ủy quyền: Không có thông tin"),
            paragraph("Cơ quan phối hợp: Không có thông tin"),
            paragraph("Kết quả thực hiện: Giấy khai sinh"),
            paragraph("Căn cứ pháp lý: "),
            table(("Số", "Trích yếu", "Ngày", "Cơ quan"), ("60/2014/QH13", "Luật Hộ tịch", "20-11-2014", "Quốc Hội")),
            paragraph("Yêu cầu, điều kiện thực hiện: Không có thông tin"),
            paragraph("Từ khóa: khai sinh"),
            paragraph("Mô tả: Không có thông tin"),
        )
    )


def excel(rows: str, more: dict[str, bytes | str] | None = None, sheets: str = "") -> bytes:
    """A workbook of one sheet whose `<sheetData>` is given as XML."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": TYPES.format(
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        ),
        "_rels/.rels": RELS.format(f'<Relationship Id="r1" Type="{link}/officeDocument" Target="xl/workbook.xml"/>'),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{link}"><sheets>'
        '<sheet name="Danh sách" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": RELS.format(
            f'<Relationship Id="r1" Type="{link}/worksheet" Target="worksheets/sheet1.xml"/>'
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
    }
    return zipped(parts | (more or {}))


def cells(number: int, *values: str) -> str:
    inner = "".join(
        f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{value}</t></is></c>'
        for place, value in enumerate(values)
    )
    return f'<row r="{number}">{inner}</row>'


HEADER = ("Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực")


def listing(*rows: tuple[str, ...]) -> bytes:
    body = cells(1, "DANH SÁCH THỦ TỤC HÀNH CHÍNH") + cells(2, *HEADER)
    return excel(body + "".join(cells(number, *row) for number, row in enumerate(rows, start=3)))


def gz(data: bytes) -> bytes:
    return gzip.compress(data, 6)
