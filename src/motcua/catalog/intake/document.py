"""Reads a whole JSON document: one answer of the portal, a list of records, or an envelope around them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext as _

from motcua.catalog.intake.encoding import decode_line
from motcua.catalog.intake.faults import RefusedError
from motcua.catalog.intake.jsonrecord import item_of
from motcua.catalog.intake.limits import MEGABYTE, Limits
from motcua.catalog.intake.portal_json import unwrap
from motcua.catalog.record import Item


def read_document(file: IO[bytes], name: str, limits: Limits) -> Iterator[Item]:
    """Yield a record or a rejection for each procedure of the document. Raises `RefusedError` when it is not JSON."""
    data = file.read(limits.document_bytes + 1)
    if len(data) > limits.document_bytes:
        raise RefusedError(
            _("Tệp JSON lớn quá %(limit)d MB. Lưu mỗi thủ tục trên một dòng (JSON lines) rồi nhập lại.")
            % {"limit": limits.document_bytes // MEGABYTE}
        )
    text = decode_line(data.removeprefix(b"\xef\xbb\xbf"))
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise RefusedError(
            _("Tệp JSON sai ở dòng %(line)d, cột %(column)d. Tải lại hoặc sửa chỗ đó rồi nhập lại.")
            % {"line": error.lineno, "column": error.colno}
        ) from error
    except (RecursionError, ValueError) as error:
        raise RefusedError(_("JSON lồng quá sâu hoặc có số quá dài. Kiểm tra nguồn gửi tệp.")) from error
    rows = unwrap(document)
    for number, row in enumerate(rows, start=1):
        source = name if len(rows) == 1 else _("%(name)s, mục %(number)d") % {"name": name, "number": number}
        yield item_of(row, source, limits)
