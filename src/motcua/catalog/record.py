"""The neutral shape of one procedure as an outside source states it.

Every reader of an outside form (Word, Excel, JSON of the portal, JSON lines, the hand-typed workbook) yields
`ProcedureRecord`; everything after it (normalisation, findings, comparison, storing) knows only this shape.
Values are kept as written; `None` means that the source says nothing, which is not the same as empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

ChannelKind = Literal["counter", "online", "post"]
Level = Literal["ministry", "province", "district", "commune", "other"]


@dataclass(frozen=True, slots=True)
class ChannelRecord:
    """One row of the table of channels (cách thức thực hiện): how, in what time, for what fee."""

    channel: ChannelKind
    time: str | None = None
    fee: str | None = None
    note: str | None = None
    case: str | None = None
    quality: str | None = None  # a defect the source itself marks: thieu_don_vi, dinh_so, chu_tu_do


@dataclass(frozen=True, slots=True)
class ComponentRecord:
    """One row of the papers (thành phần hồ sơ) of one case (trường hợp)."""

    name: str
    case: str | None = None
    form: str | None = None
    quantity: str | None = None  # as written: "Bản chính: 1, Bản sao: 0"
    originals: int | None = None
    copies: int | None = None
    code: str | None = None
    quality: str | None = None


@dataclass(frozen=True, slots=True)
class ResultRecord:
    """One result of the procedure (kết quả thực hiện)."""

    name: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class LegalBasisRecord:
    """One legal document the procedure rests on (căn cứ pháp lý)."""

    number: str
    title: str | None = None
    date: str | None = None  # as written
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """One case (trường hợp) as the portal itself declares it, with its own time limit."""

    name: str
    code: str | None = None  # "1.010297.01"
    time: str | None = None


@dataclass(frozen=True, slots=True)
class ProcedureRecord:
    """One procedure as one source states it on one day."""

    code: str
    name: str
    source: str  # where it was read: file name, archive member, sheet and row
    decision_no: str | None = None
    issuer: str | None = None
    levels: tuple[Level, ...] = ()
    level_text: str | None = None
    kind: str | None = None
    field: str | None = None
    agency: str | None = None
    authority: str | None = None
    coordinating: str | None = None
    delegated: str | None = None
    receiving_address: str | None = None
    subjects: tuple[str, ...] = ()
    steps: str | None = None
    channels: tuple[ChannelRecord, ...] = ()
    components: tuple[ComponentRecord, ...] = ()
    results: tuple[ResultRecord, ...] = ()
    legal_basis: tuple[LegalBasisRecord, ...] = ()
    legal_raw: str | None = None
    conditions: str | None = None
    keywords: str | None = None
    description: str | None = None
    internal: bool = False
    online_submit: bool | None = None
    source_url: str | None = None
    collected: str | None = None  # year-month of collection, as the source states it
    partial: bool = False  # a list (code, name, agency, field) rather than a full record: absent parts say nothing
    repaired: tuple[str, ...] = ()  # sections that the collector says it cut again
    cases: tuple[CaseRecord, ...] = ()  # only the portal's API answers declare cases of their own
    proposal_no: str | None = None  # decision number found only in the portal's announcement record
    sets: str | None = None  # number of dossier sets (số lượng hồ sơ) as written: "01 bộ"


@dataclass(frozen=True, slots=True)
class Rejection:
    """A piece of input that could not become a record, and why, in a sentence an officer can act on."""

    source: str
    reason: str  # what, where, how to mend it
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """A record that an earlier one of the same batch already states word for word: counted as unchanged."""

    code: str
    source: str
    first: str  # where the earlier one was read


Item = ProcedureRecord | Rejection
BatchItem = ProcedureRecord | Rejection | Repeat


@dataclass(slots=True)
class ReadResult:
    """What one reader found in one source, gathered (readers themselves stream)."""

    records: list[ProcedureRecord] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
