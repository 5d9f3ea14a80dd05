"""The lists of a campaign hold the lines they should, in the columns of the plan, and each line can say why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from motcua.access.actors import Actor
from motcua.organisation.models import Unit
from motcua.review.list_keeping import kept
from motcua.review.list_making import forms_of, made
from motcua.review.list_paper import as_json
from motcua.review.lists.definition import table_of
from motcua.review.models import Campaign, CampaignKind, CampaignLine
from motcua.review.services.lists import write_costs
from motcua.rulebook.models import RulebookState
from motcua.web.faults import Stale, UserError
from tests.review import listing, sheets

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(justice: Unit) -> Campaign:
    """A campaign with one procedure for each kind of result."""
    return listing.whole(justice)


def rows(actor: Actor, campaign: Campaign, key: str) -> list[dict[str, Any]]:
    """The rows of a list as machines get them."""
    return list(as_json(campaign, made(actor, campaign, key))["rows"])


def heads(actor: Actor, campaign: Campaign, key: str) -> list[list[tuple[str, int, int]]]:
    """The head of a list's table: text, columns and rows covered."""
    return [
        [(cell.text, cell.colspan, cell.rowspan) for cell in line] for line in table_of(made(actor, campaign, key)).head
    ]


def test_form_1_has_the_columns_of_the_plan_in_the_words_of_each_regime(system: Actor, justice: Unit) -> None:
    level = ("Mức độ dịch vụ công trực tuyến", 2, 1)
    around = [("STT", 1, 2), ("Tên thủ tục hành chính", 1, 2), ("Lĩnh vực", 1, 2), level]
    ends = [("Năm (hoặc giai đoạn)", 1, 2), ("Ghi chú", 1, 2)]
    old = sheets.campaign(date(2019, 3, 1))
    assert heads(system, old, "1") == [[*around, *ends], [("Mức 3", 1, 1), ("Mức 4", 1, 1)]]
    now = sheets.campaign(date(2024, 3, 1))
    assert heads(system, now, "1") == [[*around, *ends], [("Một phần", 1, 1), ("Toàn trình", 1, 1)]]
    later = sheets.campaign(date(2026, 8, 1))
    assert heads(system, later, "1")[1] == [("Một phần", 1, 1), ("Toàn trình", 1, 1)]


def test_form_2_has_the_columns_of_the_plan(system: Actor, campaign: Campaign) -> None:
    above, below = heads(system, campaign, "2")
    assert [cell[0] for cell in above] == [
        "STT", "Tên thủ tục hành chính", "Lĩnh vực", "Lý do không phù hợp", "Giải pháp khắc phục", "Ghi chú",
    ]  # fmt: skip
    assert [cell[0] for cell in below] == ["Kỹ thuật, công nghệ", "Sửa đổi văn bản quy phạm pháp luật"]
    assert "toàn trình" in made(system, campaign, "2").title


def test_form_1_marks_the_level_and_says_when(system: Actor, campaign: Campaign) -> None:
    full, part = rows(system, campaign, "1")
    assert (full["code"], full["lower"], full["upper"], full["when"], full["volume"]) == (
        "1.100001",
        "",
        "x",
        "2026",
        900,
    )
    assert (part["code"], part["lower"], part["upper"], part["when"]) == ("1.100002", "x", "", "Q3/2026")


def test_old_levels_stand_in_columns_of_their_own(system: Actor, justice: Unit) -> None:
    where = sheets.campaign(date(2019, 3, 1))
    listing.reviewed(where, justice, "1.200001", level="3")
    listing.reviewed(where, justice, "1.200002", level="4")
    assert [(row["lower"], row["upper"]) for row in rows(system, where, "1")] == [("x", ""), ("", "x")]


def test_form_2_says_why_and_keeps_technical_and_legal_remedies_apart(system: Actor, campaign: Campaign) -> None:
    site, both, nobody = rows(system, campaign, "2")
    assert "6d. Không kiểm tra tại thực địa: đi thực địa (Điều 17, 38/2018/TT-BNNPTNT)" in site["reason"]
    assert site["technical"] == "4. Gửi toàn bộ hồ sơ điện tử: làm kênh nộp tệp lớn (Sở Khoa học và Công nghệ)"
    assert "bằng ảnh có định vị (kiến nghị bộ, ngành, cơ quan trung ương)" in site["legal"]
    assert "(thuộc thẩm quyền của tỉnh; Sở Tư pháp; xong trước 30/09/2026)" in both["legal"]
    assert (nobody["technical"], nobody["legal"]) == ("", "")
    assert nobody["note"].startswith("chưa xác định giải pháp: 7.")


def test_what_nobody_concluded_is_on_no_list(system: Actor, campaign: Campaign) -> None:
    for key in ("1", "2", "online", "partial"):
        assert "1.100006" not in [row["code"] for row in rows(system, campaign, key)]


def test_partial_services_name_the_reason_and_the_special_law(system: Actor, campaign: Campaign) -> None:
    (row,) = rows(system, campaign, "partial")
    assert row["code"] == "1.100002"
    assert row["article"] == "Điều 18, Luật Hộ tịch"
    assert row["reason"] != "chưa ghi lý do"


def test_every_line_says_why_with_the_answer_its_ground_and_its_author(system: Actor, campaign: Campaign) -> None:
    for form in forms_of(campaign):
        for row in rows(system, campaign, form.key):
            assert row["why"], form.key
    told = " ".join(step["text"] for step in rows(system, campaign, "2")[0]["why"])
    for words in (
        "đi thực địa",
        "Điều 17, 38/2018/TT-BNNPTNT",
        "Người rà soát thử",
        "300 hồ sơ một năm, nguồn: Báo cáo năm thử, 2025",
    ):
        assert words in told


def test_proposals_stand_by_document_and_those_that_unlock_most_come_first(system: Actor, campaign: Campaign) -> None:
    found = rows(system, campaign, "amendments")
    assert [(row["group"], row["article"]) for row in found] == [
        ("Luật Hộ tịch", "Điều 18 khoản 2"), ("38/2018/TT-BNNPTNT", "Điều 17"),
    ]  # fmt: skip
    wedding, site = found
    # 1.100004 waits for both sentences, so neither alone unlocks its 5,000 dossiers
    assert (wedding["concerned"], wedding["unlocked"], wedding["dossiers"]) == (2, 1, 1200)
    assert (site["concerned"], site["unlocked"], site["dossiers"]) == (2, 1, 300)
    assert wedding["procedures"] == ["1.100002", "1.100004"]
    assert wedding["unlocks"] == ["1.100002"]


def test_unknown_volumes_are_said_and_never_counted_as_nothing(system: Actor, justice: Unit) -> None:
    where = sheets.campaign()
    listing.reviewed(
        where,
        justice,
        "1.300001",
        level="not_met",
        suitable=False,
        unmet={"C6d": {"remedy": "ministry", **listing.SITE}},
    )
    (row,) = rows(system, where, "amendments")
    assert (row["unlocked"], row["dossiers"]) == (1, "chưa rõ")
    assert row["note"] == "1 thủ tục chưa có số hồ sơ"


def test_own_documents_have_a_drafter_and_a_day(system: Actor, campaign: Campaign) -> None:
    (row,) = rows(system, campaign, "own-documents")
    assert (row["group"], row["drafter"], row["due"], row["dossiers"]) == (
        "15/2020/QĐ-UBND",
        "Sở Tư pháp",
        "30/09/2026",
        5000,
    )


def test_blanks_and_capitals_do_not_make_another_provision(system: Actor, justice: Unit) -> None:
    where = sheets.campaign()
    for place, document in enumerate(("Luật Hộ tịch", "luật  hộ tịch ")):
        said = {"C6c": {"remedy": "ministry", "document": document, "article": "Điều 18"}}
        listing.reviewed(where, justice, f"1.40000{place}", level="not_met", suitable=False, unmet=said)
    (row,) = rows(system, where, "amendments")
    assert row["concerned"] == 2


def changed(before: list[dict[str, Any]], after: list[dict[str, Any]], key: str) -> set[str]:
    """The keys of lines that are not the same in two lists."""
    old, new = ({row[key]: row for row in rows} for rows in (before, after))
    return {code for code in {*old, *new} if old.get(code) != new.get(code)}


def test_a_change_of_one_answer_changes_exactly_the_lines_it_should(system: Actor, campaign: Campaign) -> None:
    keys = {
        "1": "code",
        "2": "code",
        "online": "code",
        "partial": "code",
        "amendments": "article",
        "own-documents": "article",
    }
    before = {form: rows(system, campaign, form) for form in keys}
    row = CampaignLine.objects.get(procedure__code="1.100003")
    listing.answer(row, "C6d", "no", **{**listing.SITE, "remedy": "technical", "reason": "quay phim trực tiếp"})
    after = {form: rows(system, campaign, form) for form in keys}
    differing = {form: changed(before[form], after[form], name) for form, name in keys.items()}
    assert differing == {
        "1": set(), "2": {"1.100003"}, "online": set(), "partial": set(),
        "amendments": {"Điều 17"}, "own-documents": set(),
    }  # fmt: skip


def test_a_changed_conclusion_moves_a_line_from_one_form_to_the_other(system: Actor, campaign: Campaign) -> None:
    CampaignLine.objects.filter(procedure__code="1.100003").update(suitable=True, level="partial", year=2027)
    assert [row["code"] for row in rows(system, campaign, "1")] == ["1.100001", "1.100002", "1.100003"]
    assert [row["code"] for row in rows(system, campaign, "2")] == ["1.100004", "1.100005"]


def test_a_kind_of_campaign_gives_its_own_lists(system: Actor, justice: Unit) -> None:
    where = sheets.campaign(kind=CampaignKind.SIMPLIFICATION)
    assert "1" not in {form.key for form in forms_of(where)}
    with pytest.raises(UserError, match="không có danh mục"):
        made(system, where, "1")


WORK = [
    {"work": "Điền đơn", "hours": "2"},
    {"work": "Thẩm định", "hours": "5", "whose": "authority"},
    {"work": "Lệ phí", "fee": 50000},
]
LESS = [{"work": "Điền đơn", "hours": "0,5"}, {"work": "Thẩm định", "hours": "4", "whose": "authority"}]


@pytest.fixture
def plan_line(justice: Unit) -> CampaignLine:
    """A procedure whose conditions are to be simplified."""
    where = sheets.campaign(kind=CampaignKind.SIMPLIFICATION)
    row = listing.reviewed(where, justice, "1.500001", level="amend", suitable=True)
    listing.part(row, "conditions", remedy="ministry", reason="điều kiện trùng lặp", **listing.SITE)
    return row


def test_costs_before_and_after_keep_citizens_and_the_authority_apart(system: Actor, plan_line: CampaignLine) -> None:
    common = {"version": 0, "subjects": 1000, "executions": Decimal(1), "wage": 30000}
    write_costs(actor=system, line=plan_line, side="before", rows=WORK, **common)
    write_costs(actor=system, line=plan_line, side="after", rows=LESS, **common)
    (row,) = [one for one in rows(system, plan_line.campaign, "simplification") if one["code"] == "1.500001"]
    assert (row["before"], row["after"], row["saved"]) == (110_000_000, 15_000_000, 95_000_000)
    assert row["rate"] == Decimal("86.36")
    assert (row["citizen"], row["authority"]) == ("2 → 0,5", "5 → 4")
    assert "điều kiện trùng lặp" in " ".join(step["text"] for step in row["why"])


def test_without_a_wage_the_plan_says_so_instead_of_a_figure(system: Actor, plan_line: CampaignLine) -> None:
    for side in ("before", "after"):
        write_costs(actor=system, line=plan_line, side=side, rows=WORK, version=0)
    (row,) = rows(system, plan_line.campaign, "simplification")
    assert "Chưa có mức thu nhập một giờ" in row["before"]
    assert row["saved"] == ""


def test_one_worksheet_is_not_half_a_saving(system: Actor, plan_line: CampaignLine) -> None:
    write_costs(actor=system, line=plan_line, side="before", rows=WORK, version=0, wage=30000)
    (row,) = rows(system, plan_line.campaign, "simplification")
    assert row["before"] == "Chưa có biểu chi phí sau đơn giản hóa."


@pytest.mark.parametrize(
    "row",
    [
        {"work": ""}, {"work": "x", "hours": "nhiều"}, {"work": "x", "hours": "-1"}, {"work": "x", "whose": "ai"},
        {"work": "x", "whose": "authority", "fee": 1}, {"work": "x", "hours": "NaN"}, {"work": "x", "fee": -5},
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_refused_by_number(system: Actor, plan_line: CampaignLine, row: dict[str, Any]) -> None:
    with pytest.raises(UserError, match="Dòng 2"):
        write_costs(actor=system, line=plan_line, side="before", rows=[{"work": "Điền đơn"}, row], version=0)


def test_two_at_one_worksheet_do_not_overwrite_each_other(system: Actor, plan_line: CampaignLine) -> None:
    write_costs(actor=system, line=plan_line, side="before", rows=WORK, version=0)
    with pytest.raises(Stale):
        write_costs(actor=system, line=plan_line, side="before", rows=LESS, version=0)
    assert write_costs(actor=system, line=plan_line, side="before", rows=LESS, version=1).version == 2


def test_a_list_in_memory_is_made_anew_when_the_rules_change(campaign: Campaign) -> None:
    turns: list[str] = []

    def make() -> Any:
        turns.append("once more")
        return turns[-1]

    kept(campaign, "tried", make)
    kept(campaign, "tried", make)
    assert len(turns) == 1
    RulebookState.objects.update_or_create(id=1, defaults={"stamp": "other rules"})
    kept(campaign, "tried", make)
    assert len(turns) == 2
