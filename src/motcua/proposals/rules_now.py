"""The rules as they stand here: shipped ones under the province's, read once and kept until a row changes."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass

from django.db.models import Count, Max, Sum
from django.utils.translation import gettext as _

from motcua.proposals.engine_rules import Rule, RuleTextError, overlaid, read_rules
from motcua.proposals.engine_search import Reader
from motcua.proposals.models import OwnRule
from motcua.proposals.rules_files import shipped_rules

_lock = threading.Lock()
_held: list[RulesNow] = []


@dataclass(frozen=True)
class RulesNow:
    """Rules ready to be asked, the stamp that names them, and faults of own rows that had to stay out."""

    mark: tuple[object, ...]
    stamp: str
    reader: Reader
    faults: tuple[str, ...] = ()


def rules_now() -> RulesNow:
    """The rules of this moment; one statement, or a few more after a change."""
    found = OwnRule.objects.aggregate(number=Count("pk"), versions=Sum("version"), last=Max("changed_at"))
    mark = (found["number"], found["versions"], found["last"])
    held = _held[0] if _held else None
    if held is not None and held.mark == mark:
        return held
    with _lock:
        made = _build(mark)
        _held[:] = [made]
        return made


def _build(mark: tuple[object, ...]) -> RulesNow:
    own: list[Rule] = []
    faults: list[str] = []
    rows = list(OwnRule.objects.all())
    for row in rows:
        if not row.table:
            continue
        try:
            own += read_rules([row.table])
        except RuleTextError as error:
            faults += [_("Quy tắc của tỉnh không đọc được: {fault}").format(fault=fault) for fault in error.faults]
    rules = overlaid(shipped_rules(), own, (row.key for row in rows if row.is_off))
    text = "\n".join(repr(rule) for rule in rules)
    return RulesNow(mark, hashlib.sha256(text.encode()).hexdigest(), Reader.of(rules), tuple(faults))
