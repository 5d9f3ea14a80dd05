"""The model "5 tại chỗ": which acts of a procedure are done on the spot, what that asks for, and how far a place is.

Acts, classes, kinds of delegation, targets and phases are rows of the rulebook; other provinces count four acts or six.
A judgement about a day before the first rules takes the first ones known, and says whose they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from motcua.law.book import Rulebook
from motcua.law.explained import Citation, Explained, Reason
from motcua.law.rules import RuleRow
from motcua.law.unfit import Unfit
from motcua.law.words import N_

NONE = "none"
DESK = "desk"
HEAD = "head"
LACKS = {
    "delegation": N_("chưa có ủy quyền hoặc phân cấp đang áp dụng"),
    "legal_ground": N_("chưa nêu căn cứ pháp lý của việc ủy quyền"),
    "opinion": N_("chưa có ý kiến của cơ quan tư pháp"),
    "seal": N_("chưa có con dấu thứ hai tại chỗ đang được giao giữ"),
    "process": N_("chưa ghi quy trình giải quyết để công khai"),
}
NOT_SAID = N_("Chưa ghi bước nào làm tại chỗ: {missing}.")
UNKNOWN_ACT = N_("Không có bước {unknown}; các bước là {known}.")
UNKNOWN_AUTHORITY = N_("Không có thẩm quyền phê duyệt “{unknown}”; các mức là {known}.")
DONE = N_("Làm tại chỗ: {acts}")
NOT_DONE = N_("Không làm tại chỗ: {acts}")
IS_CLASS = N_("Đủ các bước của loại “{name}”")
IS_NONE = N_("Không đủ các bước của loại nào")
BETWEEN = N_("Kế hoạch không nêu trường hợp thêm bước {extra} vào loại “{name}”; đang theo cách: {policy}")
NEEDS = N_("Phê duyệt tại chỗ cần: {name}")
NO_NEED = N_("Người phê duyệt có thẩm quyền ngay tại chỗ nên không cần ủy quyền")
IN_PERSON = N_("Thủ trưởng tự đến phê duyệt hằng ngày nên không cần ủy quyền")
SEAL = N_("Đóng dấu kết quả giấy tại chỗ nên cần con dấu thứ hai")
DIGITAL = N_("Kết quả điện tử ký số nên không cần con dấu thứ hai")
LACKING = N_("Còn thiếu: {what}")
EARLIER = N_("Chưa có quy định áp dụng vào {on}; dùng quy định có từ {since}")


@dataclass(frozen=True, slots=True)
class SpotFacts:
    """What is known of a procedure at a desk: each act done there or not, who approves, and what stands ready.

    `authority` is "committee", "chair", "head" or "desk" (someone at the desk has it by law); `in_person`: the head
    comes to approve; `digital`: the result is electronic and signed digitally.
    """

    acts: Mapping[str, bool]
    authority: str = DESK
    in_person: bool = False
    digital: bool = False
    delegated: bool = False
    legal_ground: bool = False
    opinion: bool = False
    seal_kept: bool = False
    process: bool = False


@dataclass(frozen=True, slots=True)
class SpotVerdict:
    """The class ("five", "three", "none" or a province's own), the delegation needed, a second seal, what lacks."""

    spot: str
    name: str = ""
    delegation: str = ""
    seal_needed: bool = False
    lacks: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether nothing keeps the procedure from being done so."""
        return self.spot != NONE and not self.lacks

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON."""
        return {
            "class": self.spot,
            "name": self.name,
            "delegation": self.delegation,
            "second_seal": self.seal_needed,
            "lacks": list(self.lacks),
            "ready": self.ready,
        }


@dataclass(frozen=True, slots=True)
class Figure:
    """So many of so many; `percent` (two decimals) is None of nothing, `met` then too."""

    numerator: int
    denominator: int
    percent: Decimal | None
    met: bool | None

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON."""
        percent = None if self.percent is None else float(self.percent)
        return {"numerator": self.numerator, "denominator": self.denominator, "percent": percent, "met": self.met}


@dataclass(frozen=True, slots=True)
class SpotTarget:
    """A target of the rulebook: at least (`above`: more than) `minimum` per cent of procedures or departments."""

    key: str
    name: str
    by: date
    measure: str
    minimum: Decimal
    above: bool
    citation: Citation


def rule_on(key: str, on: date, book: Rulebook) -> tuple[RuleRow, tuple[Reason, ...]]:
    """Return the row of a key on a day, else the first one known with a warning that says so."""
    rules = book.at(on)
    if rules.has(key):
        return rules.row(key), ()
    row = book.history(key)[0]
    facts = {"on": on, "since": row.effective_from}
    return row, (Reason(EARLIER, facts, (row.citation,), warning=True),)


def named_on(key: str, on: date, book: Rulebook) -> dict[str, str]:
    """Return the entries of a list of the rulebook (acts, classes, delegations, phases), key to words, in order."""
    return {str(item["no"]): str(item["name"]) for item in rule_on(key, on, book)[0].value}


def classify(facts: SpotFacts, on: date, book: Rulebook) -> Explained[SpotVerdict]:
    """Return the class of a procedure at a desk, what it needs and what lacks, with every reason.

    Raises `Unfit` for an act left out or unknown, and for an authority that no kind of delegation names.
    """
    names = named_on("onthespot.acts", on, book)
    _complete(facts, names)
    done = [key for key in names if facts.acts[key]]
    row, early = rule_on("onthespot.acts", on, book)
    reasons = [*early, Reason(DONE, {"acts": [names[key] for key in done] or ["–"]}, (row.citation,))]
    if len(done) < len(names):
        reasons.append(Reason(NOT_DONE, {"acts": [names[key] for key in names if key not in done]}))
    spot, name, why = _class_of(done, names, on, book)
    reasons += why
    delegation, why = _delegation(facts, "approve" in done and spot != NONE, on, book)
    reasons += why
    seal_needed, why = _seal(facts, "seal" in done and spot != NONE, on, book)
    reasons += why
    lacks = _lacks(facts, spot, delegation, seal_needed, on, book)
    reasons += [Reason(LACKING, {"what": LACKS[key]}, warning=True) for key in lacks]
    return Explained(SpotVerdict(spot, name, delegation, seal_needed, lacks), tuple(reasons))


def authorities_on(on: date, book: Rulebook) -> tuple[str, ...]:
    """Return who may hold the power to approve: those that a kind of delegation starts from, and the desk itself."""
    row, _early = rule_on("onthespot.delegations", on, book)
    return (*(str(item["authority"]) for item in row.value), DESK)


def _complete(facts: SpotFacts, names: Mapping[str, str]) -> None:
    unknown = [key for key in facts.acts if key not in names]
    if unknown:
        raise Unfit("unknown-act", UNKNOWN_ACT, {"unknown": unknown, "known": list(names)}, "acts")
    missing = [names[key] for key in names if facts.acts.get(key) is None]
    if missing:
        raise Unfit("not-given", NOT_SAID, {"missing": missing}, "acts")


def _class_of(
    done: Sequence[str], names: Mapping[str, str], on: date, book: Rulebook
) -> tuple[str, str, tuple[Reason, ...]]:
    """The first class of the rulebook whose acts are all done, with the policy where forbidden ones are done too."""
    row, _early = rule_on("onthespot.classes", on, book)
    for item in row.value:
        if not set(item["needs"]) <= set(done):
            continue
        name, extra = str(item["name"]), [names[key] for key in item["without"] if key in done]
        if not extra:
            return str(item["no"]), name, (Reason(IS_CLASS, {"name": name}, (row.citation,)),)
        policy, _early = rule_on("onthespot.between", on, book)
        facts = {"extra": extra, "name": name, "policy": policy.shown}
        why = Reason(BETWEEN, facts, (row.citation, policy.citation), warning=True)
        return (str(item["no"]), name, (why,)) if policy.value == "lower" else (NONE, "", (why,))
    return NONE, "", (Reason(IS_NONE, {}, (row.citation,)),)


def _delegation(facts: SpotFacts, approved: bool, on: date, book: Rulebook) -> tuple[str, tuple[Reason, ...]]:
    known = authorities_on(on, book)
    if facts.authority not in known:
        raise Unfit("unknown-authority", UNKNOWN_AUTHORITY, {"unknown": facts.authority, "known": known}, "authority")
    if not approved:
        return "", ()
    if facts.authority == DESK:
        return "", (Reason(NO_NEED),)
    person, _early = rule_on("onthespot.head_in_person", on, book)
    if facts.authority == HEAD and facts.in_person and person.value:
        return "", (Reason(IN_PERSON, {}, (person.citation,)),)
    row, _early = rule_on("onthespot.delegations", on, book)
    kind = next(item for item in row.value if item["authority"] == facts.authority)
    return str(kind["no"]), (Reason(NEEDS, {"name": str(kind["name"])}, (row.citation,)),)


def _seal(facts: SpotFacts, sealed: bool, on: date, book: Rulebook) -> tuple[bool, tuple[Reason, ...]]:
    row, _early = rule_on("onthespot.seal_needed", on, book)
    if not sealed or not row.value:
        return False, ()
    if facts.digital:
        return False, (Reason(DIGITAL),)
    return True, (Reason(SEAL, {}, (row.citation,)),)


def _lacks(
    facts: SpotFacts, spot: str, delegation: str, seal_needed: bool, on: date, book: Rulebook
) -> tuple[str, ...]:
    if spot == NONE:
        return ()
    opinion = bool(delegation) and bool(rule_on("onthespot.opinion_needed", on, book)[0].value)
    wanted = {
        "delegation": bool(delegation) and not facts.delegated,
        "legal_ground": opinion and not facts.legal_ground,
        "opinion": opinion and not facts.opinion,
        "seal": seal_needed and not facts.seal_kept,
        "process": not facts.process,
    }
    return tuple(key for key, lacking in wanted.items() if lacking)


def figure(numerator: int, denominator: int, minimum: Decimal, above: bool = False) -> Figure:
    """Return so many of so many held against at least (`above`: more than) `minimum` per cent, unrounded."""
    if not denominator:
        return Figure(numerator, denominator, None, None)
    exact = Decimal(100 * numerator) / denominator
    met = exact > minimum if above else exact >= minimum
    return Figure(numerator, denominator, exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP), met)


def targets_on(on: date, book: Rulebook) -> list[SpotTarget]:
    """Return the dated targets that a day knows, in their order."""
    row, _early = rule_on("onthespot.targets", on, book)
    return [
        SpotTarget(
            key=str(item["no"]),
            name=str(item["name"]),
            by=date.fromisoformat(str(item["by"])),
            measure=str(item["measure"]),
            minimum=Decimal(str(item["minimum"])),
            above=bool(item.get("above")),
            citation=row.citation,
        )
        for item in row.value
    ]


COUNTED = N_("{numerator} trên {denominator}, cần {sign} {minimum} % trước hoặc vào {by}")
NOTHING = N_("Chưa có gì để tính tỷ lệ")
REPORT = N_("Báo cáo tháng {month} gửi trước hoặc vào ngày {day}")
ABOVE, AT_LEAST = N_("trên"), N_("ít nhất")


def held_against(target: SpotTarget, numerator: int, denominator: int) -> Explained[Figure]:
    """Return a figure held against a target, with the target's source."""
    found = figure(numerator, denominator, target.minimum, target.above)
    facts = {
        "numerator": numerator,
        "denominator": denominator,
        "sign": ABOVE if target.above else AT_LEAST,
        "minimum": f"{target.minimum.normalize():f}",
        "by": target.by,
    }
    reasons = [Reason(COUNTED, facts, (target.citation,))]
    if not denominator:
        reasons.append(Reason(NOTHING, warning=True))
    return Explained(found, tuple(reasons))


def report_due(month: date, book: Rulebook) -> Explained[date]:
    """Return the last day for the report of the month that `month` lies in (the day the rulebook names)."""
    row, early = rule_on("on_spot.report_day", month, book)
    day = month.replace(day=int(row.value))
    said = Reason(REPORT, {"month": f"{month:%m/%Y}", "day": day}, (row.citation,))
    return Explained(day, (*early, said))
