"""What `make run` prints when the product is up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

FACES = (
    ("Cổng của người dân", "/"),
    ("Tra cứu thủ tục", "/thu-tuc/"),
    ("Bàn làm việc", "/can-bo/"),
    ("Kiểm soát thủ tục hành chính", "/kiem-soat/"),
    ("Giao diện cho phần mềm (OpenAPI)", "/api/v1/openapi.json"),
)


def welcome(base: str, seeded: Mapping[str, Any]) -> Iterator[str]:
    """The addresses, the sign-ins by function and the job that fills the installation, line by line.

    `seeded` is the result of `motcua seed start`: `job` (public id) and `sign_ins`.
    """
    yield ""
    yield "Một Cửa đang chạy:"
    for words, path in FACES:
        yield f"  {words:<36} {base}{path}"
    yield f"  {'Tiến độ nạp dữ liệu ban đầu':<36} {base}/cong-viec/{seeded['job']}/"
    if seeded["sign_ins"]:
        yield "Đăng nhập để dùng thử (theo chức năng):"
        for one in seeded["sign_ins"]:
            note = f"  ({one['note']})" if one["note"] else ""
            yield f"  {one['function']:<36} {one['username']:<22} {one['password']}{note}"
        yield "Mã bước hai, khi trang đăng nhập hỏi:  .venv/bin/motcua access code TÊN-ĐĂNG-NHẬP"
    yield "Ctrl-C để dừng."
