"""What the register says of one procedure on a day, with the decision and the rules that say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.law.explained import Citation, Explained, Reason
from motcua.law.words import N_
from motcua.online.models import OnlineService, Suspension
from motcua.online.reasons import PartialReason, reasons_in
from motcua.online.regime import PARTIAL, Words, words_on
from motcua.web.formats import vn_date

LABEL = N_("dịch vụ công trực tuyến")
NONE = N_("Sổ dịch vụ công trực tuyến chưa ghi thủ tục {code} vào {on}")
DECIDED = N_("Mức độ “{level}” theo quyết định, áp dụng từ {since}")
LAUNCHED = N_("Đã đưa vào khai thác từ {day}")
WAITING = N_("Có quyết định nhưng chưa đưa vào khai thác")
RUNNING = N_("Trong khi chờ, dịch vụ vẫn chạy ở mức “{level}”")
PROACTIVE = N_("Mức chủ động {level}: {name}")
ONLY_PARTIAL = N_("Chỉ cung cấp một phần vì {reason}")
NO_REASON = N_("Dịch vụ một phần phải công khai lý do; sổ chưa ghi lý do")
REASSESS = N_(
    "Mức độ này ghi theo {regime}; quy định hiện hành không còn mức đó nên phải đánh giá lại, không tự chuyển"
)
SUSPENDED = N_("Tạm dừng từ {day}: {reason}")


@dataclass(frozen=True, slots=True)
class ServiceSaid:
    """A service as pages, machines and terminals show it; `open_level` is what people can use, empty for nothing."""

    code: str
    on: date
    regime: str
    level: str
    level_name: str
    proactive: int
    proactive_name: str
    open_level: str
    open_name: str
    launched: bool
    launched_on: date | None
    integrated_on: date | None
    effective_from: date
    decision: str
    reasons: tuple[PartialReason, ...]
    suspended_on: date | None
    suspended_because: str
    repair_by: date | None
    reassess: bool
    bare: bool

    @property
    def suspended(self) -> bool:
        """Whether the service cannot be used on the day."""
        return self.suspended_on is not None

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "reasons"}
        shown = {name: value.isoformat() if isinstance(value, date) else value for name, value in plain.items()}
        return {**shown, "reasons": [{**reason.plain(), "words": reason.words()} for reason in self.reasons]}


def citation_of(row: OnlineService) -> Citation:
    """The decision of a row, as the source of a judgement."""
    return Citation(
        key=f"online.service.{row.public_id}",
        instrument=f"{row.decision_no} ({vn_date(row.signed_on)})",
        value=row.level,
        confidence="A",
        layer="local",
        label=LABEL,
    )


def judged(code: str, on: date, row: OnlineService | None, stop: Suspension | None) -> Explained[ServiceSaid | None]:
    """Return what a row says on a day; None, with the reason, where there is no row."""
    if row is None:
        return Explained(None, (Reason(NONE, {"code": code, "on": on}, warning=True),))
    words = words_on(on)
    said = said_of(code, on, row, stop, words)
    reasons = [Reason(DECIDED, {"level": said.level_name, "since": row.effective_from}, (citation_of(row),))]
    if said.launched:
        reasons.append(Reason(LAUNCHED, {"day": row.launched_on}))
    else:
        reasons.append(Reason(WAITING, warning=True))
        if said.open_name:
            reasons.append(Reason(RUNNING, {"level": said.open_name}))
    if said.proactive:
        reasons.append(Reason(PROACTIVE, {"level": str(said.proactive), "name": said.proactive_name or "–"}))
    reasons += _partial(said, words)
    if said.reassess and words.regime is not None:
        reasons.append(Reason(REASSESS, {"regime": row.regime}, (words.regime.citation,), warning=True))
    if said.suspended:
        reasons.append(Reason(SUSPENDED, {"day": said.suspended_on, "reason": said.suspended_because}, warning=True))
    return Explained(said, tuple(reasons))


def said_of(code: str, on: date, row: OnlineService, stop: Suspension | None, words: Words) -> ServiceSaid:
    """The plain values of a row on a day, in the words of that day."""
    reasons = reasons_in(row.reasons)
    open_level = row.level_open(on)
    return ServiceSaid(
        code=code,
        on=on,
        regime=row.regime,
        level=row.level,
        level_name=words.level(row.regime, row.level),
        proactive=row.proactive,
        proactive_name=words.proactive.get(row.proactive, ""),
        open_level=open_level,
        open_name=words.level(row.regime, open_level) if open_level else "",
        launched=row.launched(on),
        launched_on=row.launched_on,
        integrated_on=row.integrated_on,
        effective_from=row.effective_from,
        decision=row.decision_no,
        reasons=reasons,
        suspended_on=stop.effective_from if stop else None,
        suspended_because=stop.reason if stop else "",
        repair_by=stop.repair_by if stop else None,
        reassess=words.regime is not None and words.regime.rank(row.level) < 0,
        bare=row.level == PARTIAL and not reasons and words.needs_reason is not None,
    )


def _partial(said: ServiceSaid, words: Words) -> list[Reason]:
    rule = words.needs_reason
    rules = (rule,) if rule else ()
    if said.bare and rule is not None:
        return [Reason(NO_REASON, rules=rules, warning=True)]
    if said.level != PARTIAL:
        return []
    return [Reason(ONLY_PARTIAL, {"reason": reason.words()}, rules) for reason in said.reasons]
