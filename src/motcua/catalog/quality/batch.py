"""What only shows when many procedures are seen together: one name under several codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from motcua.catalog.quality.kind import DefectKind, quote
from motcua.catalog.quality.registry import KINDS, Defect
from motcua.law.words import N_

SHARED = DefectKind(
    "name_shared",
    "warning",
    "name",
    N_("Tên trùng với thủ tục khác"),
    N_("Nhiều mã cùng một tên: có thể là mã cũ và mã mới của một thủ tục, hoặc nội dung bị ghi nhầm."),
    N_("Xác định mã đang dùng; bãi bỏ mã cũ hoặc sửa tên cho khác nhau."),
)
KINDS[SHARED.code] = SHARED


class SharedNames:
    """Gathers names and tells which codes share one; case, spaces and the final stop do not count."""

    def __init__(self) -> None:
        self._codes: dict[str, dict[str, None]] = defaultdict(dict)

    def add(self, code: str, name: str) -> None:
        """Remember the name of a code."""
        self._codes[" ".join(name.split()).rstrip(" .").casefold()][code] = None

    def groups(self) -> list[tuple[str, tuple[str, ...]]]:
        """Names shared by several codes, each with its codes."""
        return [(name, tuple(codes)) for name, codes in self._codes.items() if len(codes) > 1]

    def defects(self) -> Iterator[tuple[str, Defect]]:
        """Yield (code, defect) for every code whose name another code has."""
        for name, codes in self.groups():
            for code in codes:
                others = ", ".join(other for other in codes if other != code)
                evidence = quote(f"{others}: {name}")
                message = SHARED.message(evidence)
                yield code, Defect(SHARED.code, SHARED.severity, "name", evidence, message, ("name",))
