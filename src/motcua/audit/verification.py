"""Reads the whole log again and says what no longer fits: changed, missing, added, reordered rows, a cut tail.

An attacker with full access to the database but without the log's key can neither make a row nor a seal that fits. A
tail cut off together with its seals leaves nothing behind in the database: an anchor file kept elsewhere tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from motcua.audit.anchor import Anchor
from motcua.audit.canon import CONTENT, PLACE, digest_of, next_link
from motcua.audit.horizon import END_OF_TIME, is_postgresql
from motcua.audit.models import Entry, Seal
from motcua.audit.sealing import Span, seal_hash, span_of

Kind = Literal["edited", "missing", "added", "reordered", "seal", "tail"]
Row = dict[str, Any]
_LISTED = 100  # problems named one by one
_COMPARED = 200  # bad rows tried against one another, to tell swapped from edited


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not fit: its kind, where (row ids), and in words for a person."""

    kind: Kind
    where: str
    words: str


@dataclass(slots=True)
class Report:
    """What a verification found. `problems` is cut at 100; `found` counts all."""

    rows: int = 0
    sealed: int = 0
    seals: int = 0
    anchored: bool = False
    found: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether everything fits."""
        return self.found == 0

    def add(self, kind: Kind, where: str, words: str) -> None:
        """Note a problem."""
        self.found += 1
        if len(self.problems) < _LISTED:
            self.problems.append(Problem(kind, where, words))

    def to_dict(self) -> dict[str, Any]:
        """The report as machines receive it."""
        return {
            "ok": self.ok,
            "rows": self.rows,
            "sealed": self.sealed,
            "seals": self.seals,
            "anchored": self.anchored,
            "found": self.found,
            "problems": [
                {"kind": problem.kind, "where": problem.where, "words": problem.words} for problem in self.problems
            ],
        }


def verify(anchor: Anchor | None = None) -> Report:
    """Check every row, the chain or the seals, and the anchor where one is given."""
    report = Report(anchored=anchor is not None)
    bad: list[Row] = []
    if is_postgresql():
        _verify_seals(report, bad)
    else:
        _verify_chain(report, bad)
    _name_bad_rows(report, bad)
    if anchor is not None:
        _verify_anchor(report, anchor)
    return report


def _read(rows: QuerySet[Entry]) -> Iterator[Row]:
    yield from rows.values(*PLACE, *CONTENT, "digest", "chain").iterator(chunk_size=2000)


def _check_row(report: Report, bad: list[Row], row: Row) -> None:
    report.rows += 1
    if digest_of(row) != row["digest"]:
        bad.append(row)


def _verify_chain(report: Report, bad: list[Row]) -> None:
    """SQLite: every row continues the row before it, and ids have no holes."""
    before, last_id = "", 0
    for row in _read(Entry.objects.order_by("id")):
        _check_row(report, bad, row)
        holes = row["id"] - last_id - 1
        if holes:
            span = f"{last_id + 1}–{row['id'] - 1}" if holes > 1 else str(last_id + 1)
            report.add("missing", span, _("Thiếu %(n)s dòng trước dòng %(row)s.") % {"n": holes, "row": row["id"]})
        elif row["chain"] != next_link(before, row["digest"]):
            report.add(
                "reordered", str(row["id"]), _("Dòng %(row)s không nối tiếp dòng trước nó.") % {"row": row["id"]}
            )
        before, last_id = row["chain"], row["id"]
    report.sealed = report.rows


def _verify_seals(report: Report, bad: list[Row]) -> None:
    """PostgreSQL: every seal continues the seal before it and fits its rows; rows behind the last seal stand alone."""
    before, to_tx = "", 0
    for seal in Seal.objects.order_by("id").iterator():
        rows = Entry.objects.filter(tx__gte=to_tx, tx__lt=seal.to_tx).order_by("tx", "id")
        _verify_seal(report, seal, _span(report, bad, rows), before, to_tx)
        before, to_tx = seal.hash, max(to_tx, seal.to_tx)
        report.seals += 1
        report.sealed = report.rows
    _span(report, bad, Entry.objects.filter(tx__gte=to_tx, tx__lt=END_OF_TIME).order_by("tx", "id"))


def _span(report: Report, bad: list[Row], rows: QuerySet[Entry]) -> Span:
    def checked() -> Iterator[tuple[int, str]]:
        for row in _read(rows):
            _check_row(report, bad, row)
            yield row["id"], row["digest"]

    return span_of(checked())


def _verify_seal(report: Report, seal: Seal, span: Span, before: str, from_tx: int) -> None:
    where = f"{seal.first_id}–{seal.last_id}"
    if seal.hash == seal_hash(before, seal, span.hash) and seal.from_tx == from_tx and seal.rows == span.rows:
        return
    if seal.from_tx != from_tx:
        report.add("seal", str(seal.pk), _("Thiếu niêm phong trước niêm phong %(seal)s.") % {"seal": seal.pk})
    if span.rows < seal.rows:
        report.add(
            "missing",
            where,
            _("Thiếu %(n)s dòng trong các dòng %(rows)s.") % {"n": seal.rows - span.rows, "rows": where},
        )
    elif span.rows > seal.rows:
        report.add(
            "added", where, _("Thừa %(n)s dòng trong các dòng %(rows)s.") % {"n": span.rows - seal.rows, "rows": where}
        )
    else:
        report.add(
            "seal",
            str(seal.pk),
            _("Niêm phong %(seal)s không khớp các dòng %(rows)s.") % {"seal": seal.pk, "rows": where},
        )


def _name_bad_rows(report: Report, bad: list[Row]) -> None:
    """Tell swapped rows (they fit at one another's place) from edited ones."""
    places = [(row["id"], row["tx"]) for row in bad[:_COMPARED]]
    for row in bad:
        home = next((place for place in places if place[0] != row["id"] and _fits(row, place)), None)
        if home is not None:
            report.add(
                "reordered",
                str(row["id"]),
                _("Dòng %(row)s vốn được ghi là dòng %(home)s.") % {"row": row["id"], "home": home[0]},
            )
        else:
            report.add("edited", str(row["id"]), _("Dòng %(row)s bị sửa sau khi ghi.") % {"row": row["id"]})


def _fits(row: Mapping[str, Any], place: tuple[int, int]) -> bool:
    return any(digest_of({**row, "id": place[0], "tx": tx}) == row["digest"] for tx in {place[1], row["tx"]})


def _verify_anchor(report: Report, anchor: Anchor) -> None:
    """Everything that stood when the anchor was written must stand now."""
    if anchor.seal_id:
        seal = Seal.objects.filter(pk=anchor.seal_id).first()
        if seal is None:
            report.add(
                "tail",
                f"seal {anchor.seal_id}",
                _("Nhật ký kết thúc trước niêm phong %(seal)s của tệp mốc.") % {"seal": anchor.seal_id},
            )
        elif seal.hash != anchor.head:
            report.add(
                "seal", str(seal.pk), _("Niêm phong %(seal)s khác với niêm phong trong tệp mốc.") % {"seal": seal.pk}
            )
    elif anchor.last_id:
        row = Entry.objects.filter(pk=anchor.last_id).first()
        if row is None:
            report.add(
                "tail",
                str(anchor.last_id),
                _("Nhật ký kết thúc trước dòng %(row)s của tệp mốc.") % {"row": anchor.last_id},
            )
        elif row.chain != anchor.head:
            report.add("reordered", str(row.pk), _("Dòng %(row)s khác với dòng trong tệp mốc.") % {"row": row.pk})
    held = dict(Entry.objects.filter(pk__in=[pair[0] for pair in anchor.open]).values_list("id", "digest"))
    for identity, digest in anchor.open:
        if identity not in held:
            report.add("tail", str(identity), _("Thiếu dòng %(row)s có trong tệp mốc.") % {"row": identity})
        elif held[identity] != digest:
            report.add("edited", str(identity), _("Dòng %(row)s khác với dòng trong tệp mốc.") % {"row": identity})
