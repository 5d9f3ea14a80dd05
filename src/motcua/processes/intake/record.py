"""A first draft of a process from the steps text of a record; a person looks at it and confirms.

Nothing of the text is lost: what does not fit the name of a step stands in its note. What is guessed (who acts, which
way a case goes on) is what a person looks at first; what the text does not say plainly stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from motcua.processes.flow.steps import MOST_BRANCHES, MOST_STEPS, Branch, Kind, Step, normal
from motcua.processes.intake.hints import actor_in, channel_in, hands_over, headline, time_in
from motcua.processes.intake.passages import Passage, passages_of

_OWN_TITLE = re.compile(r"(?:\d{0,2}[.)]?\s*)?trình tự thực hiện\s*:?", re.IGNORECASE)


def steps_from_text(text: str, code: str = "") -> tuple[Step, ...]:
    """The steps that the text tells of, between a start and an end; empty for an empty text.

    `code` is the procedure they belong to in a group.
    """
    passages = passages_of(text)[: MOST_STEPS - 2]
    if not passages:
        return ()
    rows: list[Step] = [Step("s1", Kind.START, str(_("Bắt đầu")), code=code)]
    heading = ""
    for passage in passages:
        if passage.heading:
            heading = "" if _OWN_TITLE.fullmatch(passage.text) else passage.text
            continue
        made = list(_rows_of(passage, len(rows) + 1, code))
        if heading:
            made[0] = _noted(made[0], heading, made[0].note or made[0].name)
            heading = ""
        if len(rows) + len(made) > MOST_STEPS - 1 or not made[0].name:
            rows[-1] = _noted(rows[-1], rows[-1].note, passage.text, *passage.cases)
            continue
        rows += made
    rows.append(Step(f"s{len(rows) + 1}", Kind.END, str(_("Kết thúc")), code=code))
    return normal(rows)


def joined(drafts: Sequence[tuple[str, Sequence[Step]]]) -> tuple[Step, ...]:
    """One process of a group from those of its procedures (code and steps) in their order, a hand-over between two.

    Only the first start and the last end stay: what ended one procedure leads on to the next.
    """
    rows: list[Step] = []
    for place, (code, steps) in enumerate(drafts):
        own = _renamed(steps, f"g{place + 1}x", code)
        is_last = place == len(drafts) - 1
        if place:
            rows.append(
                Step(f"h{place + 1}", Kind.HANDOVER, _("Chuyển sang thủ tục {code}").format(code=code), code=code)
            )
            own = [step for step in own if step.kind != Kind.START]
        if not is_last:
            own = _led_on([*own], f"h{place + 2}")
        rows += own
    return normal(rows[:MOST_STEPS])


def _rows_of(passage: Passage, number: int, code: str) -> Iterator[Step]:
    """The step of a passage; where it tells cases apart, a decision and a step for each that all lead on below."""
    if passage.text:
        yield _step(f"s{number}", passage.text, code)
        number += 1
    cases = passage.cases[: MOST_BRANCHES - 1]
    rest = passage.cases[MOST_BRANCHES - 1 :]
    if not cases:
        return
    if rest:
        cases = (*cases[:-1], "\n".join([cases[-1], *rest]))
    onward = f"s{number + len(cases) + 1}"
    ways = tuple(Branch(_label(case), f"s{number + place}") for place, case in enumerate(cases, start=1))
    yield Step(f"s{number}", Kind.DECISION, str(_("Xem xét trường hợp")), code=code, branches=ways)
    for place, case in enumerate(cases, start=1):
        own = _after_label(case)
        made = _step(f"s{number + place}", own, code, then=onward)
        yield made if own == case else _noted(made, case)


def _after_label(case: str) -> str:
    """What is done in a case, where its condition ends with a colon."""
    condition, sign, rest = case.partition(":")
    body = rest.strip(" -+*\n\t")
    return body if sign and len(condition) <= 200 and len(body.split()) > 2 and body[0].isupper() else case


def _step(key: str, text: str, code: str, *, then: str = "") -> Step:
    name = headline(text)
    whole = " ".join(text.split())
    return Step(
        key,
        Kind.HANDOVER if hands_over(text) else Kind.TASK,
        name,
        actor_in(text),
        channel_in(text),
        time_in(text),
        note=text if name != whole.rstrip(" .;:,") else "",
        code=code,
        then=then,
    )


def _label(case: str) -> str:
    first = " ".join(case.split())
    for sign in (":", ",", ";", "."):
        head, found, _rest = first.partition(sign)
        if found and 8 < len(head) <= 120:
            return head
    return first[:100].rsplit(" ", 1)[0] + "…" if len(first) > 100 else first


def _noted(step: Step, *texts: str) -> Step:
    return replace(step, note="\n".join(filter(None, texts)))


def _renamed(steps: Sequence[Step], prefix: str, code: str) -> list[Step]:
    names = {step.key: f"{prefix}{number}" for number, step in enumerate(steps, start=1)}
    return [
        replace(
            step,
            key=names[step.key],
            code=code,
            then=names.get(step.then, ""),
            branches=tuple(Branch(way.label, names[way.to]) for way in step.branches if way.to in names),
        )
        for step in steps
    ]


def _led_on(steps: list[Step], onward: str) -> list[Step]:
    """The steps without their ends; what led to an end leads to the next procedure."""
    ends = {step.key for step in steps if step.kind == Kind.END}
    kept = []
    for place, step in enumerate(steps):
        if step.key in ends:
            continue
        below = steps[place + 1].key if place + 1 < len(steps) else onward
        then = step.then or below
        ways = tuple(Branch(way.label, onward if way.to in ends else way.to) for way in step.branches)
        kept.append(replace(step, then=onward if then in ends else step.then, branches=ways))
    return kept
