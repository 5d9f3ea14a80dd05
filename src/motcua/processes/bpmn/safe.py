"""Opens XML from strangers: bounded in size, depth and number of elements, without document types or entities."""

from __future__ import annotations

from xml.parsers import expat

from django.utils.translation import gettext as _
from lxml import etree

from motcua.web.faults import UserError

MOST_BYTES = 4 * 1024 * 1024
_MOST_ELEMENTS, _MOST_DEPTH = 40_000, 100


def opened(data: bytes) -> etree._Element:
    """The root of the file. Raises `UserError` for one that is too large, broken, or declares a document type."""
    if len(data) > MOST_BYTES:
        raise _refusal(_("Tệp lớn quá {n} MB.").format(n=MOST_BYTES // 1024 // 1024))
    _measured(data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _broken() from error


class _Counter:
    """Counts while a first reader goes through, whatever the encoding; the second builds the tree."""

    def __init__(self) -> None:
        self.elements = self.depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """One more element opens."""
        self.elements += 1
        self.depth += 1
        if self.elements > _MOST_ELEMENTS or self.depth > _MOST_DEPTH or len(attributes) > 200:
            raise _refusal(_("Tệp có quá nhiều phần tử hoặc lồng nhau quá sâu."))

    def end(self, name: str) -> None:
        """An element closes."""
        self.depth -= 1

    def doctype(self, *_said: object) -> None:
        """A document type could bring entities: no BPMN file needs one."""
        raise _refusal(_("Tệp chứa khai báo DTD, không nhận vì lý do an toàn."))


def _measured(data: bytes) -> None:
    counter = _Counter()
    reader = expat.ParserCreate()
    reader.StartElementHandler = counter.start
    reader.EndElementHandler = counter.end
    reader.StartDoctypeDeclHandler = counter.doctype
    try:
        reader.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise _broken() from error


def _refusal(sentence: str) -> UserError:
    hint = _("Xuất lại quy trình ra BPMN 2.0 (.bpmn) rồi nhập.")
    return UserError("bpmn-file", sentence, field="file", hint=hint)


def _broken() -> UserError:
    return _refusal(_("Tệp không phải XML đọc được hoặc đã hỏng."))
