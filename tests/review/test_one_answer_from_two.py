"""Two answers to one question become one point by point: kept, taken, or written anew; other kinds have pages too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from motcua.access.actors import Actor
from motcua.organisation.models import Unit
from motcua.review.answering import Given
from motcua.review.merging import WRITABLE, merged
from motcua.review.models import Answer, CampaignKind, CampaignLine, Clash, LineState, PartAnswer
from motcua.review.services.assessing import answer_criterion
from motcua.review.services.assessing_parts import answer_part
from motcua.review.verdicts import questions_for
from motcua.web.faults import UserError
from tests.review import sheets
from tests.review.campaigns import answered

TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=30)
SIDES = st.sampled_from(["first", "second", "own"])


@given(
    first=st.tuples(*[TEXTS] * 3),
    second=st.tuples(*[TEXTS] * 3),
    own=st.tuples(*[TEXTS] * 3),
    picks=st.tuples(*[SIDES] * 3),
)
def test_each_point_is_what_was_picked(
    first: tuple[str, ...], second: tuple[str, ...], own: tuple[str, ...], picks: tuple[str, ...]
) -> None:
    names = ("reason", "evidence", "document")
    one = {**Given("no").plain(), **dict(zip(names, first, strict=True))}
    two = {**Given("no").plain(), **dict(zip(names, second, strict=True))}
    sent = {f"pick-{name}": pick for name, pick in zip(names, picks, strict=True)}
    sent |= {f"own-{name}": text for name, text in zip(names, own, strict=True)}
    made = merged(names, one, two, sent)
    for place, name in enumerate(names):
        wanted = {"first": first, "second": second, "own": own}[picks[place]][place]
        assert getattr(made, name) == (wanted.strip() if picks[place] == "own" else wanted)


@pytest.mark.parametrize("sent", [{}, {"pick-value": "own"}, {"pick-value": "third"}])
def test_a_point_without_a_choice_is_refused(sent: dict[str, str]) -> None:
    assert "value" not in WRITABLE
    with pytest.raises(UserError) as fault:
        merged(["value"], Given("no").plain(), Given("yes").plain(), sent)
    assert fault.value.code == "not-chosen"


@pytest.fixture
def row(justice: Unit, db: None) -> CampaignLine:
    """A procedure under review."""
    return sheets.line(sheets.campaign(), justice)


@pytest.fixture
def two(row: CampaignLine, justice: Unit, staff_with: Callable[..., Actor]) -> Clash:
    """Two people answered the same criterion at once."""
    first = staff_with("review.assess", unit_id=justice.pk)
    second = staff_with("review.assess", unit_id=justice.pk)
    one = Given("no", reason="phải đến ký", document="1/2020/TT", article="Điều 5")
    answer_criterion(actor=first, line=row, key="C6c", given=one, seen=0)
    other = Given("no", reason="ký trước cán bộ", document="1/2020/TT", article="Điều 6")
    outcome = answer_criterion(actor=second, line=row, key="C6c", given=other, seen=0)
    assert outcome.clash is not None
    return outcome.clash


def test_two_answers_are_merged_on_the_page(two: Clash, justice: Unit, client_with: Callable[..., Client]) -> None:
    client = client_with("review.assess", "review.view", unit_id=justice.pk)
    address = reverse("review:clash", args=[two.public_id])
    assert "Viết lại từ cả hai" in client.get(address).content.decode()
    form = {"version": "1", "outcome": "merged", "pick-reason": "own", "own-reason": "phải đến ký trước cán bộ"}
    missing = client.post(address, form)
    assert (missing.status_code, "Chọn nội dung cho mọi điểm" in missing.content.decode()) == (422, True)
    assert "phải đến ký trước cán bộ" in missing.content.decode()
    assert client.post(address, {**form, "pick-article": "second"}).status_code == 302
    kept = Answer.objects.get(line=two.line, key="C6c")
    assert (kept.reason, kept.article) == ("phải đến ký trước cán bộ", "Điều 6")
    two.refresh_from_db()
    assert two.outcome == "merged"
    assert "Đã hợp nhất" in client.get(address).content.decode()


def test_two_answers_about_a_part_are_merged_too(
    row: CampaignLine, justice: Unit, staff_with: Callable[..., Actor], client_with: Callable[..., Client]
) -> None:
    one, other = (staff_with("review.assess", unit_id=justice.pk) for _n in range(2))
    answer_part(actor=one, line=row, part="dossier", ordinal=0, given=Given("fits", reason="đủ"), seen=0)
    outcome = answer_part(actor=other, line=row, part="dossier", ordinal=0, given=Given("fits", reason="gọn"), seen=0)
    assert outcome.clash is not None
    client = client_with("review.assess", "review.view", unit_id=justice.pk)
    form = {"version": "1", "outcome": "merged", "pick-reason": "own", "own-reason": "đủ và gọn"}
    address = reverse("review:clash", args=[outcome.clash.public_id])
    assert client.post(address, form).status_code == 302
    assert PartAnswer.objects.get(line=row, part="dossier", ordinal=0).reason == "đủ và gọn"


def of(row: CampaignLine, client: Client, name: str) -> str:
    """A page of a line that answers."""
    response = client.get(reverse(f"review:{name}", args=[row.public_id]))
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.mark.parametrize("kind", [CampaignKind.SIMPLIFICATION, CampaignKind.INTERNAL])
def test_a_review_of_rules_asks_about_necessity_and_ends_in_keep_amend_replace_abolish(
    justice: Unit, client_with: Callable[..., Client], db: None, kind: str
) -> None:
    row = sheets.line(sheets.campaign(kind=kind), justice)
    client = client_with("review.assess", "review.view", unit_id=justice.pk)
    parts = of(row, client, "assess-parts")
    assert all(words in parts for words in ("Cần thiết", "Hợp lý", "Hợp pháp"))
    end = of(row, client, "assess-end")
    assert all(words in end for words in ("giữ nguyên", "sửa đổi, bổ sung", "thay thế", "bãi bỏ"))
    assert "toàn trình" not in end
    assert questions_for(row) == ()
    answered([row])
    form = {"level": "amend", "suitable": "yes", "year": "2026", "version": str(row.version)}
    assert client.post(reverse("review:assess-end", args=[row.public_id]), form).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.level) == (LineState.ASSESSED, "amend")


def test_the_levels_of_the_old_circular_have_their_own_questions_and_levels(
    justice: Unit, client_with: Callable[..., Client], db: None
) -> None:
    row = sheets.line(sheets.campaign(date(2021, 8, 20)), justice)
    client = client_with("review.assess", "review.view", unit_id=justice.pk)
    sheet = of(row, client, "assess")
    assert "Thanh toán trực tuyến" in sheet
    assert "Không kiểm tra tại thực địa" not in sheet
    assert [question.key for question in questions_for(row)] == ["L1", "L2", "L3", "L4"]
    end = of(row, client, "assess-end")
    assert all(f"ức độ {n}" in end for n in range(1, 5))
    answered([row])
    form = {"level": "4", "suitable": "yes", "year": "2026", "version": str(row.version)}
    answer = client.post(reverse("review:assess-end", args=[row.public_id]), form)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    row.refresh_from_db()
    assert (row.level, row.regime) == ("4", "levels")
