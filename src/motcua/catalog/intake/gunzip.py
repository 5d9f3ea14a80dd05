"""A gzip stream that is unpacked piece by piece within bounds, and says where it was cut."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import IO

from django.utils.translation import gettext as _

from motcua.catalog.intake.faults import RefusedError
from motcua.catalog.intake.limits import Limits
from motcua.catalog.intake.safezip import Budget


class Gunzip(io.BufferedReader):
    """Readable like a plain file. Reading raises `RefusedError` for damage, a cut tail, a bomb."""

    def __init__(self, file: IO[bytes], limits: Limits, budget: Budget) -> None:
        super().__init__(_Raw(file, limits, budget), buffer_size=128 * 1024)


class _Raw(io.RawIOBase):
    def __init__(self, file: IO[bytes], limits: Limits, budget: Budget) -> None:
        self._file, self._limits, self._budget = file, limits, budget
        self._stream = gzip.GzipFile(fileobj=file, mode="rb")
        self._written = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            piece = self._stream.read1(len(buffer))
        except EOFError as error:
            raise RefusedError(_("Tệp nén bị cắt cụt. Tải lại tệp gốc rồi nhập lại.")) from error
        except (OSError, zlib.error) as error:
            raise RefusedError(_("Tệp nén hỏng. Tải lại tệp gốc rồi nhập lại.")) from error
        self._count(len(piece))
        buffer[: len(piece)] = piece
        return len(piece)

    def _count(self, size: int) -> None:
        self._written += size
        self._budget.take(size)
        packed = max(self._file.tell(), 1)
        if self._written > self._limits.ratio_free_bytes and self._written > self._limits.ratio * packed:
            raise RefusedError(
                _("Tệp giải nén ra lớn gấp hơn %(ratio)d lần, có thể là tệp bom nén. Kiểm tra nguồn gửi tệp.")
                % {"ratio": self._limits.ratio}
            )
