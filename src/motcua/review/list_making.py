"""Which lists a campaign gives out, which of its lines each speaks of, and the lists themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.access.actors import Actor
from motcua.law.explained import Reason
from motcua.law.words import N_
from motcua.review import dashboard
from motcua.review.consulting import due_of
from motcua.review.decision_paper import LevelWords, when_words
from motcua.review.list_keeping import kept
from motcua.review.list_reading import facts_of_lines, held_facts, levels_on
from motcua.review.lists import amendments, beside, roadmap, simplification
from motcua.review.lists.definition import OfficialList
from motcua.review.lists.facts import LineFacts
from motcua.review.models import (
    Answer,
    Campaign,
    CampaignKind,
    CampaignLine,
    Consultation,
    ConsultationState,
    CostSheet,
    PartAnswer,
    PartSaid,
    Remedy,
    Said,
)
from motcua.review.selectors import line_rows, previous_of
from motcua.review.selectors_asking import table_of
from motcua.review.verdicts import CHANGED
from motcua.web.faults import UserError

ONLINE = (CampaignKind.ONLINE, CampaignKind.UNSUITABLE)
RULES = (CampaignKind.SIMPLIFICATION, CampaignKind.INTERNAL)
ALL = (*ONLINE, *RULES)
NOT_SENT = N_("Ý kiến gửi đến hết ngày {due}")


@dataclass(frozen=True, slots=True)
class Form:
    """A list that campaigns of some kinds give out. `by_line`: each of its lines is a line of the campaign."""

    key: str
    name: str | Promise
    says: str | Promise
    kinds: tuple[str, ...]
    by_line: bool = False


FORMS = (
    Form(
        "1",
        gettext_lazy("Mẫu 1: đề xuất thực hiện theo lộ trình"),
        gettext_lazy("Thủ tục phù hợp, mức độ, năm hoặc giai đoạn."),
        ONLINE,
        by_line=True,
    ),
    Form(
        "2",
        gettext_lazy("Mẫu 2: chưa phù hợp"),
        gettext_lazy("Lý do không phù hợp, giải pháp kỹ thuật hoặc sửa văn bản."),
        ONLINE,
        by_line=True,
    ),
    Form(
        "online",
        gettext_lazy("Danh mục dịch vụ công trực tuyến"),
        gettext_lazy("Mã số, tên, lĩnh vực, cấp thực hiện, mức độ."),
        ONLINE,
        by_line=True,
    ),
    Form(
        "partial",
        gettext_lazy("Dịch vụ một phần và lý do"),
        gettext_lazy("Lý do công khai, quy định chuyên ngành, ngày khắc phục."),
        ONLINE,
        by_line=True,
    ),
    Form(
        "amendments",
        gettext_lazy("Kiến nghị bộ, ngành"),
        gettext_lazy("Theo văn bản, điều khoản; xếp theo số hồ sơ một năm được tháo gỡ."),
        ALL,
    ),
    Form(
        "own-documents",
        gettext_lazy("Văn bản của tỉnh cần sửa"),
        gettext_lazy("Cơ quan soạn thảo, thời hạn, thủ tục liên quan."),
        ALL,
    ),
    Form(
        "simplification",
        gettext_lazy("Phương án đơn giản hóa"),
        gettext_lazy("Nội dung, văn bản phải sửa, chi phí trước và sau."),
        RULES,
        by_line=True,
    ),
    Form(
        "consultation",
        gettext_lazy("Tổng hợp ý kiến"),
        gettext_lazy("Ý kiến của từng nơi được hỏi và nội dung tiếp thu, giải trình."),
        ALL,
    ),
    Form(
        "history",
        gettext_lazy("So với đợt trước"),
        gettext_lazy("Kết luận của từng thủ tục ở hai đợt."),
        ALL,
        by_line=True,
    ),
)


def forms_of(campaign: Campaign) -> tuple[Form, ...]:
    """The lists that a campaign gives out."""
    return tuple(form for form in FORMS if campaign.kind in form.kinds)


def form_of(campaign: Campaign, key: str) -> Form:
    """A list by key. Raises `UserError` naming those there are."""
    for form in forms_of(campaign):
        if form.key == key:
            return form
    names = ", ".join(form.key for form in forms_of(campaign))
    raise UserError(
        "no-such-list",
        _("Đợt rà soát này không có danh mục “{key}”.").format(key=key[:40]),
        field="form",
        hint=_("Chọn một trong: {names}.").format(names=names),
        status=404,
    )


def lines_for(actor: Actor, campaign: Campaign, key: str) -> QuerySet[CampaignLine]:
    """The lines of a campaign that a list by lines speaks of, by field and code."""
    rows = _ordered(actor, campaign)
    if key == "1":
        return rows.filter(suitable=True)
    if key == "2":
        return rows.filter(suitable=False)
    if key in ("online", "partial"):
        levels = levels_on(campaign.law_date or campaign.opens_on)
        wanted = (levels.lower[0],) if key == "partial" else (levels.lower[0], levels.upper[0])
        return rows.filter(suitable=True, level__in=wanted)
    return rows.filter(changed_lines())


def changed_lines() -> Q:
    """The lines that `lists.simplification.is_changed` holds for, asked of the database."""
    parts = PartAnswer.objects.exclude(value=PartSaid.FITS).values("line")
    unmet = Answer.objects.filter(value=Said.NO).values("line")
    costed = CostSheet.objects.values("line")
    return Q(level__in=CHANGED) | Q(pk__in=parts) | Q(pk__in=unmet) | Q(pk__in=costed)


def whole(actor: Actor, campaign: Campaign) -> list[LineFacts]:
    """The facts of every line of a campaign: gathered once, they serve all of its lists."""
    return facts_of_lines(list(_ordered(actor, campaign)), costs=campaign.kind in RULES)


def made(
    actor: Actor,
    campaign: Campaign,
    key: str,
    lines: Sequence[CampaignLine] | None = None,
    facts: Sequence[LineFacts] | None = None,
) -> OfficialList:
    """A list of a campaign; `lines` are those of one page where it is a list by lines, `facts` those of `whole`.

    Raises `UserError` for a list that the campaign does not give out.
    """
    form = form_of(campaign, key)
    if key == "consultation":
        return beside.opinions(_opinions(actor, campaign))
    if key == "history":
        return _history(actor, campaign, lines)
    if facts is None and not form.by_line:
        actor.require("review.view")  # what is kept is the same for all who may see it
        return kept(campaign, key, lambda: _MAKERS[key](held_facts(_held(actor, campaign)), campaign))
    if facts is None:
        asked = lines_for(actor, campaign, key) if lines is None else lines
        facts = facts_of_lines(list(asked), costs=key == "simplification")
    return _MAKERS[key](facts, campaign)


def _ordered(actor: Actor, campaign: Campaign) -> QuerySet[CampaignLine]:
    return line_rows(actor, campaign).exclude(state="closed").order_by("field__name", "procedure__code")


def _held(actor: Actor, campaign: Campaign) -> QuerySet[CampaignLine]:
    """Lines for which a document would have to be amended."""
    amend = (Remedy.OWN_DOCUMENT, Remedy.MINISTRY)
    told = Q(pk__in=Answer.objects.filter(line__campaign=campaign, remedy__in=amend).values("line"))
    told |= Q(pk__in=PartAnswer.objects.filter(line__campaign=campaign, remedy__in=amend).values("line"))
    return _ordered(actor, campaign).filter(told)


def _with_levels(
    make: Callable[[Iterable[LineFacts], roadmap.Levels], OfficialList], facts: Iterable[LineFacts], campaign: Campaign
) -> OfficialList:
    return make(facts, levels_on(campaign.law_date or campaign.opens_on))


def _alone(
    make: Callable[[Iterable[LineFacts]], OfficialList], facts: Iterable[LineFacts], campaign: Campaign
) -> OfficialList:
    return make(facts)


_MAKERS: dict[str, Callable[[Iterable[LineFacts], Campaign], OfficialList]] = {
    "1": partial(_with_levels, roadmap.roadmap),
    "2": partial(_with_levels, roadmap.unsuitable),
    "online": partial(_with_levels, roadmap.online),
    "partial": partial(_with_levels, roadmap.partial),
    "amendments": partial(_alone, amendments.to_ministries),
    "own-documents": partial(_alone, amendments.own_documents),
    "simplification": partial(_alone, simplification.plan),
}


def _opinions(actor: Actor, campaign: Campaign) -> Iterator[tuple[dict[str, str], tuple[Reason, ...]]]:
    asked = (ConsultationState.SENT, ConsultationState.CLOSED)
    for row in Consultation.objects.visible_to(actor).filter(campaign=campaign, state__in=asked).order_by("sent_on"):
        clock = due_of(row.sent_on).reasons if row.sent_on else ()
        for one in table_of(row):
            yield {**{key: str(value) for key, value in asdict(one).items()}, "title": row.title}, clock


def _history(actor: Actor, campaign: Campaign, lines: Sequence[CampaignLine] | None) -> OfficialList:
    before = previous_of(actor, campaign)
    if before is None:
        return beside.history((), "")
    rows = dashboard.compared(actor, campaign, before) if lines is None else lines
    then = LevelWords()
    return beside.history((_compared(row, before, then) for row in rows), before.title)


def compared_lines(actor: Actor, campaign: Campaign) -> QuerySet[CampaignLine]:
    """Lines with what the campaign before concluded about them; none where there is no such campaign."""
    before = previous_of(actor, campaign)
    return dashboard.compared(actor, campaign, before) if before is not None else CampaignLine.objects.none()


def _compared(line: CampaignLine, before: Campaign, words: LevelWords) -> dict[str, str]:
    was_there, old_suitable = getattr(line, "was_there", False), getattr(line, "old_suitable", None)
    old = CampaignLine(level=getattr(line, "old_level", ""), law_date=before.law_date or before.opens_on)
    then = _ended(words(old), old_suitable) if was_there else "không rà soát"
    now = _ended(" ".join(part for part in (words(line), when_words(line)) if part), line.suitable)
    if not was_there:
        change = "mới rà soát"
    elif old_suitable is None or line.suitable is None:
        change = "chưa kết luận"
    elif old_suitable == line.suitable:
        change = "giữ nguyên" if old.level == line.level else "đổi mức độ"
    else:
        change = "nay phù hợp" if line.suitable else "nay chưa phù hợp"
    version = line.procedure_version
    name = version.name if version else line.procedure.code
    return {
        "code": line.procedure.code,
        "name": name,
        "then": then,
        "now": now,
        "change": change,
        "ref": line.public_id,
    }


def _ended(level: str, suitable: bool | None) -> str:
    if suitable is None:
        return "chưa kết luận"
    word = "phù hợp" if suitable else "chưa phù hợp"
    return f"{word}: {level}" if level else word
