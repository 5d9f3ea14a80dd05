"""What a person gives as an answer, cleaned and compared; nothing here touches the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.review.models import Basis, PartSaid, Remedy, Said
from motcua.web.faults import UserError
from motcua.web.formats import vn_date
from motcua.web.words import tidy

LINE, TEXT = 300, 4000
_LIMITS = {"reason": TEXT, "evidence": TEXT, "wording": TEXT, "document": LINE, "article": LINE, "owner": LINE}
PROPOSED = {True: Said.YES, False: Said.NO, None: Said.NOT_APPLICABLE}


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as given. `rejected`: the proposal read the record wrongly, not merely the conclusion differs."""

    value: str
    reason: str = ""
    evidence: str = ""
    document: str = ""
    article: str = ""
    remedy: str = ""
    wording: str = ""
    owner: str = ""
    due_on: date | None = None
    rejected: bool = False
    necessary: bool | None = None
    reasonable: bool | None = None
    lawful: bool | None = None

    def cleaned(self) -> Given:
        """The same without blanks around. Raises `UserError` naming the field that is too long or unknown."""
        texts: dict[str, Any] = {}
        for name, limit in _LIMITS.items():
            text = tidy(str(getattr(self, name)))
            if limit == LINE:
                text = " ".join(text.split())
            if len(text) > limit:
                told = _("Cần ngắn hơn: nhiều nhất {limit} ký tự, đang có {n}.").format(limit=limit, n=len(text))
                raise UserError("too-long", told, field=name)
            texts[name] = text
        if self.remedy and self.remedy not in Remedy.values:
            raise UserError("bad-remedy", _("Không có giải pháp này."), field="remedy")
        return replace(self, **texts)

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {**asdict(self), "due_on": self.due_on.isoformat() if self.due_on else None}

    @staticmethod
    def read(kept: Mapping[str, Any]) -> Given:
        """From JSON, of a clash or of a machine. Raises `UserError` for a value of the wrong kind."""
        known = {field.name for field in fields(Given)}
        extra = sorted(set(kept) - known)
        if extra or not isinstance(kept.get("value"), str):
            told = _("Câu trả lời có mục không hiểu: {names}.").format(names=", ".join(extra) or "value")
            raise UserError("bad-answer", told, field=extra[0] if extra else "value")
        rest = {name: value for name, value in kept.items() if name != "due_on"}
        for name, value in rest.items():
            wanted: tuple[type, ...] = (str,) if name in {*_LIMITS, "value", "remedy"} else (bool, type(None))
            if not isinstance(value, wanted):
                raise UserError("bad-answer", _("Mục “{name}” không đúng kiểu.").format(name=name), field=name)
        try:
            day = date.fromisoformat(str(kept["due_on"])) if kept.get("due_on") else None
        except ValueError as error:
            raise UserError("bad-day", _("Ngày cần có dạng 2026-11-20."), field="due_on") from error
        return Given(**rest, due_on=day)


KEPT = tuple(
    field.name for field in fields(Given) if field.name not in {"rejected", "necessary", "reasonable", "lawful"}
)
TESTS = ("necessary", "reasonable", "lawful")


def basis_of(given: Given, proposal: Mapping[str, Any]) -> str:
    """How an answer stands to what was proposed: accepted, changed, rejected, or one's own where nothing was."""
    if given.rejected:
        return Basis.REJECTED
    proposed = proposed_value(proposal)
    if proposed is None:
        return Basis.OWN
    return Basis.ACCEPTED if proposed == given.value else Basis.CHANGED


def proposed_value(proposal: Mapping[str, Any]) -> str | None:
    """The value that a kept proposal names; None where there is none or it says that it does not know."""
    if "fit" in proposal:
        return str(proposal["fit"]) if proposal["fit"] in PartSaid.values else None
    if "answer" not in proposal:
        return None
    answer = proposal["answer"]
    return PROPOSED[answer] if answer is None or isinstance(answer, bool) else None


def difference(one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[str, ...]:
    """The names in which two plain answers differ, as the fields are ordered."""
    return tuple(field.name for field in fields(Given) if one.get(field.name) != other.get(field.name))


def shown(name: str, value: Any) -> str:
    """A value of a plain answer in words, for the page that puts two beside each other."""
    if value is None or value == "" or value is False:
        return "" if name not in TESTS or value is None or value == "" else str(_("không"))
    if name == "value":
        return str({**dict(Said.choices), **dict(PartSaid.choices)}.get(value, value))
    if name == "remedy":
        return str(dict(Remedy.choices).get(value, value))
    if name == "due_on":
        return vn_date(date.fromisoformat(value))
    return str(_("có")) if value is True else str(value)
