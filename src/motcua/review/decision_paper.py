"""The signed paper of a campaign: what its template is filled with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.online.regime import words_on
from motcua.organisation.issuing import committee_named, place_named, provincial_issuer
from motcua.organisation.selectors import shown_name, today_names
from motcua.publication.decision_paper import SYMBOL
from motcua.review.models import Campaign, CampaignKind, CampaignLine, LineState
from motcua.review.verdicts import level_choices

TEMPLATE = "decision-review"
PURPOSE = "review.decision"


class LevelWords:
    """Says the level that a line concluded in the words of the line's own regime; each day's rules are read once."""

    def __init__(self) -> None:
        self._names: dict[tuple[date, int], dict[str, str]] = {}

    def __call__(self, line: CampaignLine) -> str:
        """The words; the level itself where the rules know no name, "" where nothing was concluded."""
        if not line.level:
            return ""
        regime = (line.law_date, line.campaign_id)
        if regime not in self._names:
            words = words_on(line.law_date)
            keys = words.regime.keys if words.regime else []
            self._names[regime] = dict(level_choices(line)) | {
                key: words.level(words.regime.instrument if words.regime else "", key) for key in keys
            }
        return self._names[regime].get(line.level, line.level)


class ConclusionWords(LevelWords):
    """Says what a line concluded: the level, and first of all that the procedure does not fit where it does not."""

    def __init__(self) -> None:
        super().__init__()
        self._fitting: dict[int, bool] = {}

    def __call__(self, line: CampaignLine) -> str:
        """The words, such as "toàn trình" or "chưa phù hợp (một phần)"; a simplification asks for no fitness."""
        words = super().__call__(line)
        if line.suitable is not False:
            return words
        if line.campaign_id not in self._fitting:
            self._fitting[line.campaign_id] = line.campaign.kind in (CampaignKind.ONLINE, CampaignKind.UNSUITABLE)
        if not self._fitting[line.campaign_id]:
            return words
        return _("chưa phù hợp (%(level)s)") % {"level": words} if words else _("chưa phù hợp")


def when_words(line: CampaignLine) -> str:
    """When it is to come: "2027", "Q3/2027", "2026-2027"; "" where nobody said."""
    if line.year is None:
        return line.period
    return f"{line.period}/{line.year}" if line.period else str(line.year)


def paper_data(campaign: Campaign, day: date, signature: Sequence[str]) -> dict[str, Any]:
    """The data of the template: fitting procedures and those that do not fit, in lists of their own."""
    committee = committee_named(shown_name(provincial_issuer(), day))
    lines = list(
        campaign.lines.exclude(state=LineState.CLOSED)
        .select_related("procedure", "procedure_version", "field")
        .order_by("field__name", "procedure__code")
    )
    units = today_names({line.unit_id for line in lines if line.unit_id})
    words = LevelWords()
    return {
        "agency_parent": "",
        "agency_name": committee,
        "authority": f"Chủ tịch {committee}",
        "symbol": SYMBOL,
        "place": place_named(committee),
        "campaign": campaign.title,
        "plan": campaign.plan_number,
        "proposer": f"Chánh Văn phòng {committee}",
        "signature_lines": [line for line in signature if line.strip()] or ["CHỦ TỊCH"],
        "fitting": [_row(line, units, words) for line in lines if line.suitable],
        "unfitting": [_row(line, units, words) for line in lines if not line.suitable],
    }


def _row(line: CampaignLine, units: dict[int, str], words: LevelWords) -> dict[str, str]:
    version = line.procedure_version
    return {
        "code": line.procedure.code,
        "name": version.name if version else line.procedure.code,
        "unit": units.get(line.unit_id or 0, ""),
        "level": words(line),
        "when": when_words(line),
        "note": line.note,
        "group": line.field.name if line.field else "",
    }
