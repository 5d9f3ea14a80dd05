"""What a passage says of who acts, how and within what time; nothing where it does not say so plainly."""

from __future__ import annotations

import re

from motcua.law.limit import fold
from motcua.processes.flow.steps import LONGEST_NAME

_HEADS = (
    r"Tổ chức|Cá nhân|Người|Công dân|Doanh nghiệp|Hộ|Cơ sở|Chủ|Thương nhân|Thí sinh|Hợp tác xã|Nhà đầu tư|"
    r"Nhà thầu|Ngân hàng|Trường(?! +hợp)|Đơn vị|Cơ quan|Bộ|Cục|Tổng cục|Chi cục|Vụ|Sở|Phòng|Ủy ban|Uỷ ban|"
    r"UBND|Chủ tịch|Trung tâm|Bộ phận|Cán bộ|Công chức|Viên chức|Chuyên viên|Lãnh đạo|Văn thư|Văn phòng|"
    r"Hội đồng|Thủ trưởng|Thủ tướng|Giám đốc|Tòa án|Công an|Đại diện|Bên|Cha|Cảng|Ban|Viện|Kho bạc|"
    r"Bệnh viện|Đoàn|Tổ|Thanh tra"
)
_VERBS = (
    r"nộp|gửi|chuẩn bị|lập|hoàn thiện|kê khai|khai|điền|nhận|tiếp nhận|kiểm tra|thẩm định|thẩm tra|"
    r"xem xét|giải quyết|trả|cấp(?! tỉnh| xã| huyện| trên| trung| bộ| cơ sở)|tạo|ra quyết định|quyết định|"
    r"ban hành|phê duyệt|duyệt|ký|trình|thông báo|hướng dẫn|tổ chức|thực hiện|tiến hành|có trách nhiệm|"
    r"có văn bản|xử lý|chuyển|báo cáo|đề nghị|yêu cầu|căn cứ|xác minh|xác nhận|đến|lấy ý kiến|phối hợp|"
    r"cập nhật|ghi|đóng|có nhu cầu|phải|đăng ký|truy cập|đối chiếu|rà soát|tổng hợp|công bố|thu|lưu|"
    r"thanh toán|bổ sung"
)
_WHEN = re.compile(
    r"^(?:(?:Trong|Chậm nhất|Không quá|Tối đa|Sau|Khi|Kể từ|Căn cứ|Trước)[^,.;:]{0,160}"
    r"(?:,(?![^,]{0,60}\bkể từ\b)|(?=\s*:))\s*)+",
    re.IGNORECASE,
)
_DESK = r"(?:Cán bộ|Công chức|Nhân viên|Bộ phận)\s+(?:tiếp nhận|trả kết quả)(?:\s+hồ sơ)?(?:\s+và trả kết quả)?"
_BARE = r"(?:Người|Chủ|Bên|Hộ|Đại diện|Cha|Ban|Đoàn|Tổ|Đơn vị|Cơ quan|Bộ|Sở|Phòng|Cục|Vụ)"  # say nothing alone
_ACTOR = re.compile(
    rf"^(?P<actor>(?:Các\s+|Những\s+)?(?:{_DESK}|{_BARE}(?! chức| quan| phận)\s+\S+\s+\S+|(?:{_HEADS})\b)"
    rf"[^.;:\n]{{0,140}}?)\s+(?:{_VERBS})\b"
)
_TIME = re.compile(
    r"(?:thời\s+hạn|thời\s+gian|trong\s+vòng|chậm\s+nhất(?:\s+là)?|không\s+quá|tối\s+đa)\s+"
    r"(?:là\s+|không\s+quá\s+|tối\s+đa\s+)?"
    r"(?P<limit>\d{1,3}(?:[.,]\d)?\s*(?:\([^)]{1,30}\)\s*)?"
    r"(?:ngày\s+làm\s+việc|giờ\s+làm\s+việc|ngày|giờ|tháng|tuần))\b",
    re.IGNORECASE,
)
_CHANNELS = (
    ("trực tiếp", re.compile(r"\bnop[^.;]{0,60}\btruc tiep|\btruc tiep (?:tai|den|hoac)|\bgui truc tiep")),
    ("trực tuyến", re.compile(r"\btruc tuyen\b|cong dich vu cong")),
    ("bưu chính", re.compile(r"\bbuu (?:chinh|dien)\b")),
)
_HANDS_OVER = re.compile(
    r"\b(?:chuyen (?:ho so|ket qua|van ban|du lieu|thong tin)?[^.;]{0,40}(?:den|cho|sang|ve)|(?:gui )?lay y kien)\b"
)
_AFTER_SIGN = re.compile(r":[\s\-+*]+")
_SENTENCE = re.compile(r"(?<=[^\dA-ZĐ][.;!?])\s+|\n+|(?<=\w):\s+")


def actor_in(text: str) -> str:
    """The one who acts where the passage begins with him, with or without a time before him; else empty."""
    flat = " ".join(text.split())[:600]
    for start in (
        flat,
        *_AFTER_SIGN.split(flat, maxsplit=1)[1:],
        *(line.strip(" -+*") for line in text.split("\n")[1:2]),
    ):
        opened = _WHEN.sub("", start).strip()
        found = _ACTOR.match(opened[:1].upper() + opened[1:])
        actor = found["actor"].strip(" ,(") if found else ""
        if actor and len(actor) <= 120 and actor.count("(") == actor.count(")"):
            return actor
    return ""


def time_in(text: str) -> str:
    """The time limit where the passage names exactly one; several are a person's choice."""
    found = {" ".join(match["limit"].split()) for match in _TIME.finditer(text)}
    return found.pop() if len(found) == 1 else ""


def channel_in(text: str) -> str:
    """The ways of handing in that the passage names, in one order."""
    plain = fold(text)
    return ", ".join(words for words, pattern in _CHANNELS if pattern.search(plain))


def hands_over(text: str) -> bool:
    """Whether the passage is about giving the matter to another body."""
    return _HANDS_OVER.search(fold(headline(text))) is not None


def headline(text: str) -> str:
    """The first sentence, cut at a word where it is long: the name of a step."""
    first = _SENTENCE.split(text.strip(), maxsplit=1)[0].strip()
    line = " ".join(first.split()) or " ".join(text.split())
    most = 160
    if len(line) <= most:
        return line.rstrip(" .;:,")[:LONGEST_NAME]
    return line[:most].rsplit(" ", 1)[0].rstrip(" ,;:(") + "…"
