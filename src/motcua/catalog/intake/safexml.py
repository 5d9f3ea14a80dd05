"""Reads XML of strangers: no entities, no DTD, no network, bounded depth and size."""

from __future__ import annotations

from django.utils.translation import gettext as _
from lxml import etree

from motcua.catalog.intake.faults import RefusedError


def parse_xml(data: bytes, part: str) -> etree._Element:
    """Parse one XML part. Raises `RefusedError` for a document type, an entity, or XML that is not well formed."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:65536]:
        raise _dtd(part)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError(
            _("Phần “%(part)s” của tệp không phải XML hợp lệ, tệp có thể đã hỏng. Tải lại tệp gốc.") % {"part": part}
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:  # another encoding can hide the marker from the bytes
        raise _dtd(part)
    return root


def _dtd(part: str) -> RefusedError:
    return RefusedError(
        _("Phần “%(part)s” của tệp chứa khai báo DTD, không được chấp nhận vì lý do an toàn. Dùng tệp gốc từ Cổng.")
        % {"part": part}
    )
