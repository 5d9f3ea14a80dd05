"""What is asked of every Word and Excel file before its content is read: no macros, nothing that reaches outside."""

from __future__ import annotations

import re
import zipfile

from django.utils.translation import gettext as _

from motcua.catalog.intake.faults import RefusedError
from motcua.catalog.intake.limits import MEGABYTE, Limits
from motcua.catalog.intake.safexml import parse_xml
from motcua.catalog.intake.safezip import Budget, check_member, read_part

_ACTIVE = re.compile(r"vbaproject|vbadata|macrosheets/|activex/|\.bin$|embeddings/|externallinks/", re.IGNORECASE)
_HARMLESS_BIN = re.compile(r"printersettings", re.IGNORECASE)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def check_office(archive: zipfile.ZipFile, limits: Limits, budget: Budget) -> None:
    """Refuse an office file with macros, embedded objects or relationships to the outside. Raises `RefusedError`."""
    total = 0
    for member in archive.infolist():
        check_member(member, limits)
        total += member.file_size
        if _ACTIVE.search(member.filename) and not _HARMLESS_BIN.search(member.filename):
            raise RefusedError(
                _("Tệp chứa macro hoặc đối tượng nhúng (%(part)s). Lưu lại thành tệp không có macro rồi nhập lại.")
                % {"part": member.filename[:80]}
            )
    if total > limits.member_bytes:
        raise RefusedError(
            _("Tệp giải nén ra %(size)d MB, quá giới hạn %(limit)d MB.")
            % {"size": total // MEGABYTE, "limit": limits.member_bytes // MEGABYTE}
        )
    if b"macroenabled" in read_part(archive, "[Content_Types].xml", limits, budget, MEGABYTE).lower():
        raise RefusedError(_("Tệp là loại có macro. Lưu lại thành .docx hoặc .xlsx rồi nhập lại."))
    for member in archive.infolist():
        if member.filename.lower().endswith(".rels"):
            _check_relations(read_part(archive, member.filename, limits, budget, MEGABYTE), member.filename)


def _check_relations(data: bytes, part: str) -> None:
    for relation in parse_xml(data, part).iter(_RELATION):
        if relation.get("TargetMode", "").lower() == "external":
            target = relation.get("Target", "")
            raise RefusedError(
                _("Tệp có liên kết ra ngoài (%(target)s). Gỡ liên kết rồi nhập lại, hoặc dùng tệp gốc từ Cổng.")
                % {"target": target[:120]}
            )
