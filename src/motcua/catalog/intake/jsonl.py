"""Reads JSON lines: one procedure a line, in the shape of `tthc-sample.jsonl.gz` or of the portal's answers.

A bad line is rejected with its number and never stops the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext as _

from motcua.catalog.intake.encoding import decode_line
from motcua.catalog.intake.faults import RefusedError
from motcua.catalog.intake.jsonrecord import item_of
from motcua.catalog.intake.limits import MEGABYTE, Limits
from motcua.catalog.record import Item, Rejection


def read_jsonl(file: IO[bytes], name: str, limits: Limits) -> Iterator[Item]:
    """Yield a record or a rejection for each line. `file` may be any stream of bytes, also one that unpacks."""
    rejected, where = 0, _("%(name)s, dòng %(number)d")
    for number, line in _lines(file, name, limits):
        source = where % {"name": name, "number": number}
        item: Item
        try:
            item = item_of(_parse(line), source, limits)
        except RefusedError as refusal:
            item = Rejection(source, str(refusal))
        yield item
        if isinstance(item, Rejection):
            rejected += 1
            if rejected >= limits.rejections:
                reason = _("Đã dừng đọc sau %(count)d dòng hỏng. Kiểm tra lại định dạng của tệp.") % {"count": rejected}
                yield Rejection(source, reason)
                return


def _lines(file: IO[bytes], name: str, limits: Limits) -> Iterator[tuple[int, bytes]]:
    number = 0
    while True:
        try:
            line = file.readline(limits.line_bytes + 1)
        except RefusedError as refusal:
            where = _("sau dòng %(number)d, các dòng trước đó đã được đọc") % {"number": number}
            raise RefusedError(f"{refusal} ({where})") from refusal
        if not line:
            return
        number += 1
        if len(line) > limits.line_bytes:
            raise RefusedError(
                _("Dòng %(number)d dài quá %(limit)d MB. Mỗi dòng phải là một thủ tục.")
                % {"number": number, "limit": limits.line_bytes // MEGABYTE}
            )
        if line.strip():
            yield number, line.lstrip(b"\xef\xbb\xbf") if number == 1 else line


def _parse(line: bytes) -> Any:
    text = decode_line(line)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise RefusedError(
            _("Không phải JSON hợp lệ ở ký tự thứ %(column)d. Sửa dòng này rồi nhập lại.") % {"column": error.pos + 1}
        ) from error
    except (RecursionError, ValueError) as error:
        raise RefusedError(_("JSON lồng quá sâu hoặc có số quá dài. Sửa dòng này rồi nhập lại.")) from error
