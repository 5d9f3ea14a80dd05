"""What kinds of steps, columns and sums are called."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from motcua.law.limit import Part
from motcua.processes.flow.facts import Facts
from motcua.processes.flow.steps import SPLITS, Kind, Step

KIND_WORDS = {
    Kind.START: _("bắt đầu"),
    Kind.TASK: _("việc làm"),
    Kind.DECISION: _("rẽ nhánh"),
    Kind.PARALLEL: _("rẽ song song"),
    Kind.HANDOVER: _("chuyển cơ quan khác"),
    Kind.END: _("kết thúc"),
}
FIELD_WORDS = {
    "name": _("việc làm"),
    "actor": _("người thực hiện"),
    "channel": _("cách thức"),
    "time": _("thời gian"),
    "paper_in": _("giấy tờ vào"),
    "paper_out": _("giấy tờ ra"),
    "note": _("ghi chú"),
    "code": _("mã thủ tục"),
    "ways": _("đi tiếp"),
}


def ways_in_words(step: Step, steps: Sequence[Step]) -> list[str]:
    """Where a step leads, a sentence each; nothing where it only goes on below."""
    numbers = {row.key: number for number, row in enumerate(steps, start=1)}
    if step.kind in SPLITS:
        said = gettext("{label}: sang bước {number}")
        bare = gettext("sang bước {number}")
        found = [(way.label, numbers.get(way.to, 0)) for way in step.branches]
        return [(said if label else bare).format(label=label, number=number) for label, number in found]
    return [gettext("sang bước {number}").format(number=numbers[step.then])] if step.then in numbers else []


def times_in_words(facts: Facts) -> str:
    """The sums a unit each and what cannot be added: "3 ngày làm việc; 2 ngày; 4 bước chưa rõ thời gian"."""
    parts: list[str] = [_part(part) for part in facts.times]
    counted = (
        (facts.same_day, ngettext("%(n)s bước trong ngày", "%(n)s bước trong ngày", facts.same_day)),
        (facts.uncounted, ngettext("%(n)s bước không tính", "%(n)s bước không tính", facts.uncounted)),
        (facts.unknown, ngettext("%(n)s bước chưa rõ thời gian", "%(n)s bước chưa rõ thời gian", facts.unknown)),
    )
    parts += [words % {"n": number} for number, words in counted if number]
    return "; ".join(parts) or gettext("Chưa rõ")


def _part(part: Part) -> str:
    return part.said(gettext)


def in_one_sentence(steps: Sequence[Step], facts: Facts) -> str:
    """What the picture shows, for those who cannot see it; the table beside it says all."""
    return gettext(
        "Sơ đồ {steps} bước của {actors} bên, {splits} chỗ rẽ nhánh. Bảng các bước bên cạnh ghi đầy đủ."
    ).format(steps=facts.steps, actors=len(facts.actors), splits=facts.decisions)
