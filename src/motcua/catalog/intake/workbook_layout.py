"""The sheets and columns of our own workbook for procedures typed by hand: one table for writer, reader and help."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.catalog.intake.vocabulary import CHANNEL_NAMES, LEVEL_NAMES, SUBJECTS

YES, NO = "Có", "Không"
GUIDE = "Hướng dẫn"
VERSION_MARK = "Một Cửa – biểu nhập thủ tục hành chính, mẫu 1"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the field it fills, the help shown on its cells."""

    title: str
    part: str
    help: str
    width: int = 20
    required: bool = False
    choices: tuple[str, ...] = ()
    whole: bool = False  # a whole number from 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; every sheet after the first belongs to procedures of the first by their code."""

    name: str
    part: str
    columns: tuple[Column, ...]


_CODE = Column("Mã thủ tục", "code", "Mã theo Cơ sở dữ liệu quốc gia, ví dụ 1.001193.", 14, required=True)
_CASE = Column("Trường hợp", "case", "Để trống nếu thủ tục chỉ có một trường hợp.", 28)
_MANY = "Nhiều cơ quan thì mỗi cơ quan một dòng trong ô (Alt+Enter)."

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "Thủ tục",
        "procedure",
        (
            _CODE,
            Column("Tên thủ tục", "name", "Tên đúng như quyết định công bố.", 60, required=True),
            Column("Lĩnh vực", "field", "Lĩnh vực của thủ tục.", 24),
            Column(
                "Cấp thực hiện",
                "level_text",
                f"Một hay nhiều cấp, cách nhau bằng dấu phẩy: {', '.join(LEVEL_NAMES.values())}.",
            ),
            Column("Loại thủ tục", "kind", "Loại thủ tục như trên Cơ sở dữ liệu quốc gia.", 24),
            Column(
                "TTHC nội bộ", "internal", "“Có” nếu là thủ tục trong nội bộ cơ quan nhà nước.", 12, choices=(YES, NO)
            ),
            Column("Số quyết định công bố", "decision_no", "Ví dụ 123/QĐ-UBND.", 22),
            Column("Cơ quan ban hành", "issuer", "Cơ quan ký quyết định công bố.", 26),
            Column("Cơ quan thực hiện", "agency", _MANY, 30),
            Column("Cơ quan có thẩm quyền", "authority", _MANY, 30),
            Column("Cơ quan phối hợp", "coordinating", _MANY, 26),
            Column("Cơ quan được ủy quyền", "delegated", _MANY, 26),
            Column("Địa chỉ tiếp nhận hồ sơ", "receiving_address", "Nơi nộp hồ sơ trực tiếp.", 30),
            Column("Đối tượng thực hiện", "subjects", f"Mỗi đối tượng một dòng, ví dụ: {'; '.join(SUBJECTS[:3])}.", 30),
            Column("Trình tự thực hiện", "steps", "Từng bước, mỗi bước một dòng.", 60),
            Column("Yêu cầu, điều kiện", "conditions", "Ghi “Không” nếu không có yêu cầu, điều kiện.", 40),
            Column("Số lượng hồ sơ", "sets", "Số bộ hồ sơ phải nộp, ví dụ 01 bộ.", 14),
            Column("Từ khóa", "keywords", "Từ người dân hay dùng để tìm.", 24),
            Column("Mô tả", "description", "Mô tả ngắn.", 30),
        ),
    ),
    Sheet(
        "Thành phần hồ sơ",
        "components",
        (
            _CODE,
            _CASE,
            Column("Tên giấy tờ", "name", "Mỗi giấy tờ một dòng, không ghi tiêu đề hay lưu ý.", 60, required=True),
            Column("Mẫu đơn, tờ khai", "form", "Tên tệp mẫu, nếu có.", 26),
            Column("Bản chính", "originals", "Số bản chính phải nộp.", 11, whole=True),
            Column("Bản sao", "copies", "Số bản sao phải nộp.", 11, whole=True),
            Column("Mã giấy tờ", "paper_code", "Mã thành phần hồ sơ, nếu có.", 18),
        ),
    ),
    Sheet(
        "Cách thức thực hiện",
        "channels",
        (
            _CODE,
            _CASE,
            Column(
                "Hình thức nộp",
                "channel",
                "Chọn một trong ba hình thức.",
                20,
                required=True,
                choices=tuple(CHANNEL_NAMES.values()),
            ),
            Column(
                "Thời hạn giải quyết",
                "time",
                "Luôn ghi đơn vị, ví dụ 05 Ngày làm việc. Số không đơn vị sẽ bị hỏi lại.",
                24,
            ),
            Column("Phí, lệ phí", "fee", "Ví dụ Lệ phí : 50.000 Đồng. Không thu thì ghi Miễn phí.", 28),
            Column("Mô tả", "note", "Ghi chú của hình thức nộp này.", 40),
        ),
    ),
    Sheet(
        "Kết quả",
        "results",
        (
            _CODE,
            Column("Tên kết quả", "name", "Mỗi kết quả một dòng.", 60, required=True),
            Column("Mã kết quả", "result_code", "Mã kết quả, nếu có.", 20),
        ),
    ),
    Sheet(
        "Căn cứ pháp lý",
        "legal_basis",
        (
            _CODE,
            Column("Số ký hiệu", "number", "Ví dụ 123/2015/NĐ-CP.", 22, required=True),
            Column("Trích yếu", "title", "Tên văn bản.", 60),
            Column("Ngày ban hành", "date", "Ví dụ 15/11/2015.", 15),
            Column("Cơ quan ban hành", "issuer", "Cơ quan ban hành văn bản.", 24),
        ),
    ),
)
