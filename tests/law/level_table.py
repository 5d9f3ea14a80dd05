"""The verdicts of Circular 01/2023 written down once more, by hand and in another way than the product works them out.

The product asks which of the eight criteria fail and looks for the level whose list of criteria is free of them. Here
the sentences of the circular are written out one by one over the twelve questions, as a jurist would tick them off:

| Câu hỏi phải đạt (hoặc được bỏ theo luật)                              | Kết luận    |
|------------------------------------------------------------------------|-------------|
| C1 · C2 · C3a · C3b · C4 · C5 · C6a · C6b · C6c · C6d · C7 · C8         | full        |
| C1 · C2 · C3a · C3b · C4 · C7, còn lại có câu không đạt                 | partial     |
| C1 · C2, thiếu ít nhất một trong C3a · C3b · C4 · C7                    | information |
| thiếu C1 hoặc C2                                                        | not_met     |

Được bỏ theo luật: C2, C3a khi không có mẫu; C3b khi không cần chữ ký; C5 khi không có phí.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

MAY_BE_ABSENT = {"C2", "C3a", "C3b", "C5"}
ORDER = ["C1", "C2", "C3a", "C3b", "C4", "C5", "C6a", "C6b", "C6c", "C6d", "C7", "C8"]

Given = dict[str, bool | None]


def every_case() -> Iterator[Given]:
    """Yield all answers that the law allows: 2 to the 8th times 3 to the 4th, the 4,096 plain ones among them."""
    for values in product(*((True, False, None) if key in MAY_BE_ABSENT else (True, False) for key in ORDER)):
        yield dict(zip(ORDER, values, strict=True))


def level_by_the_text(c: Given) -> str:
    """Tick the sentences of the circular off, from the lowest: what one lacks decides."""
    if c["C1"] is False or c["C2"] is False:
        return "not_met"
    if c["C3a"] is False or c["C3b"] is False or c["C4"] is False or c["C7"] is False:
        return "information"
    if c["C5"] is False or c["C8"] is False:
        return "partial"
    if not (c["C6a"] and c["C6b"] and c["C6c"] and c["C6d"]):
        return "partial"
    return "full"


def left_open_by_the_text(c: Given) -> bool:
    """Say whether the circular has no sentence for it: 1 and 2, some of 3, 4, 7 but not all of them."""
    if level_by_the_text(c) != "information":
        return False
    third_met = c["C3a"] is not False and c["C3b"] is not False and (c["C3a"] is True or c["C3b"] is True)
    return third_met or c["C4"] is True or c["C7"] is True


# (điều gì, câu trả lời khác "đạt", mức theo văn bản): đọc từng dòng cạnh văn bản.
HAND_WRITTEN: list[tuple[str, Given, str]] = [
    ("đạt cả tám tiêu chí", {}, "full"),
    ("không có phí", {"C5": None}, "full"),
    ("không có mẫu, không cần ký, không có phí", {"C2": None, "C3a": None, "C3b": None, "C5": None}, "full"),
    ("phải nộp phí bằng tiền mặt", {"C5": False}, "partial"),
    ("phải xuất trình bản chính", {"C6b": False}, "partial"),
    ("phải có mặt để phỏng vấn", {"C6c": False}, "partial"),
    ("phải kiểm tra tại hiện trường", {"C6d": False}, "partial"),
    ("xử lý trên giấy", {"C6a": False}, "partial"),
    ("phải ký nhận khi lấy kết quả", {"C8": False}, "partial"),
    ("tất cả trừ 5, 6, 8", dict.fromkeys(("C5", "C6a", "C6b", "C6c", "C6d", "C8"), False), "partial"),
    ("một thành phần chỉ nhận bản giấy", {"C4": False}, "information"),
    ("mẫu chỉ tải về, không điền trực tuyến được", {"C3a": False}, "information"),
    ("phải ký tay vào tờ khai", {"C3b": False}, "information"),
    ("kết quả chỉ có bản giấy", {"C7": False}, "information"),
    ("chỉ đạt 1 và 2", dict.fromkeys(ORDER[2:], False), "information"),
    ("không tải được mẫu", {"C2": False}, "not_met"),
    ("chưa công khai đủ thông tin", {"C1": False}, "not_met"),
    ("không đạt gì", dict.fromkeys(ORDER, False), "not_met"),
]
