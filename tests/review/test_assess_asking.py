"""Opinions are asked for with a clock, silence is recorded, every opinion is answered; obstacles go to their end."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from motcua.access.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.services.province import choose_province
from motcua.review.asking import asked_of, unit_named
from motcua.review.consulting import due_of
from motcua.review.forms_asking import ObstacleForm
from motcua.review.models import Campaign, CampaignLine, Consultation, Obstacle, OpinionSaid, Taken
from motcua.review.opinion_table import drawn
from motcua.review.selectors_asking import table_of
from motcua.review.services.consulting import (
    Asked,
    Voice,
    close_consultation,
    give_opinions,
    open_consultation,
    record_consultation_sent,
    reply_to_opinion,
)
from motcua.review.services.obstacles import (
    Direction,
    ObstacleGiven,
    close_obstacle,
    direct_obstacle,
    judge_obstacle,
    remind_of_obstacles,
    report_obstacle,
)
from motcua.web.faults import Denied, Stale, UserError
from tests.review import sheets

OTHER = OpinionSaid.OTHER


@pytest.fixture
def row(justice: Unit) -> CampaignLine:
    """A procedure under review by the department of justice."""
    return sheets.line(sheets.campaign(), justice, "1.004964")


@pytest.fixture
def reviewer(justice: Unit, staff_with: Callable[..., Actor]) -> Actor:
    """Someone of the department."""
    return staff_with("review.assess", unit_id=justice.pk)


@pytest.fixture
def asked(row: CampaignLine, justice: Unit, finance: Unit, reviewer: Actor) -> Consultation:
    """A round that was sent on 2 March to a department and a body by name."""
    made = open_consultation(
        actor=reviewer, campaign=row.campaign, unit=justice, title="Lấy ý kiến danh mục", lines=[row],
        asked=Asked((finance,), ("Hội Nông dân",)),
    )  # fmt: skip
    return record_consultation_sent(
        actor=reviewer, consultation=made, number="15/STP", sent_on=sheets.DAY, version=made.version
    )


def test_answers_are_due_thirty_calendar_days_after_sending_with_the_rule(db: None) -> None:
    """2 March and 30 days, weekends counted."""
    due = due_of(date(2026, 3, 2))
    assert due.value == date(2026, 4, 1)
    assert due.rules[0].key == "online.consultation"


def test_every_opinion_is_answered_and_silence_recorded(
    asked: Consultation, row: CampaignLine, reviewer: Actor, finance: Unit, staff_with: Callable[..., Actor],
    clock: Callable[[str], object],
) -> None:  # fmt: skip
    """Nothing is consolidated while answers may come or an opinion waits."""
    clock("2026-03-20 09:00")
    theirs = staff_with("review.answer", unit_id=finance.pk)
    who, silent = asked.addressees.get(unit=finance), asked.addressees.get(unit=None)
    voices = [Voice(row, OTHER, "Nên làm sau"), Voice(None, OpinionSaid.AGREE)]
    give_opinions(actor=theirs, addressee=who, voices=voices, on=date(2026, 3, 20), version=who.version)
    with pytest.raises(UserError, match="chưa có ý kiến"):
        close_consultation(actor=reviewer, consultation=asked, version=asked.version)
    clock("2026-04-02 09:00")
    asked.refresh_from_db()
    with pytest.raises(UserError, match="chưa giải trình"):
        close_consultation(actor=reviewer, consultation=asked, version=asked.version)
    asked.refresh_from_db()
    opinion = who.opinions.get(line=row)
    with pytest.raises(UserError):
        reply_to_opinion(
            actor=reviewer, opinion=opinion, taken=Taken.REFUSED, reason=" ", version=opinion.version
        )  # fmt: skip
    reply_to_opinion(
        actor=reviewer, opinion=opinion, taken=Taken.PARTLY, reason="Lùi sang quý III", version=opinion.version
    )
    closed = close_consultation(actor=reviewer, consultation=asked, version=asked.version)
    silent.refresh_from_db()
    assert (closed.state, silent.silent_on) == ("closed", date(2026, 4, 2))
    said = {(one.name, one.code): one for one in table_of(closed)}
    assert said[who.name, "1.004964"].reason == "Lùi sang quý III"
    assert said["Hội Nông dân", ""].said == "không có ý kiến trong thời hạn"


def test_strangers_and_late_hands_are_refused(
    asked: Consultation, row: CampaignLine, finance: Unit, reviewer: Actor, staff_with: Callable[..., Actor]
) -> None:
    """Only the addressee or the asking unit speaks; a version read earlier is stale; another day does not count."""
    who = asked.addressees.get(unit=finance)
    voices = [Voice(row, OTHER, "khác")]
    given = {"addressee": who, "voices": voices, "on": sheets.DAY, "version": who.version}
    stranger = staff_with("review.answer", unit_id=row.campaign.pk + 999_999)
    with pytest.raises(Denied):
        give_opinions(actor=stranger, **given)
    with pytest.raises(UserError, match="Ngày có ý kiến"):
        give_opinions(actor=reviewer, **{**given, "on": date(2026, 3, 1)})
    give_opinions(actor=reviewer, **given)
    with pytest.raises(Stale):
        give_opinions(actor=reviewer, **given)
    with pytest.raises(UserError):
        give_opinions(actor=reviewer, **{**given, "version": who.version, "voices": [Voice(row, OTHER, "")]})


def test_all_communes_are_asked_at_once(vinh_long: Unit) -> None:
    """Names of units, names of others, and every people's committee of a commune."""
    found = asked_of("Sở Tư pháp tỉnh Vĩnh Long\nHội Nông dân", sheets.DAY, communes=True)
    assert len(found.units) > 100
    assert found.names == ("Hội Nông dân",)


@pytest.mark.parametrize("form", ["docx", "xlsx", "json"])
def test_the_table_is_taken_away_as_a_file(asked: Consultation, form: str) -> None:
    """Each form holds the same rows."""
    content, _type = drawn(asked, form)
    assert len(content) > 50
    if form == "json":
        assert {one["name"] for one in json.loads(content)["rows"]} >= {"Hội Nông dân"}


def test_pages_of_a_round_lead_through_it(
    asked: Consultation, justice: Unit, client_with: Callable[..., Client]
) -> None:
    """The clock, the forms, an opinion written down by the asking unit."""
    client = client_with("review.assess", unit_id=justice.pk)
    address = reverse("review:consultation", args=[asked.public_id])
    assert "01/04/2026" in client.get(address).content.decode()
    who = asked.addressees.get(unit=None)
    given = {"addressee": who.public_id, "line": "", "said": "other", "text": "Chậm lại", "on": "02/03/2026"}
    assert client.post(reverse("review:consultation-opinion", args=[asked.public_id]), given).status_code == 302
    page = client.get(address).content.decode()
    assert "Chậm lại" in page
    assert "Còn nơi chưa có ý kiến và thời hạn đến hết ngày 01/04/2026." in page
    assert "Còn 1 ý kiến chưa giải trình." in page
    assert "Tổng hợp, ghi nhận nơi không có ý kiến" not in page
    assert client.get(reverse("review:consultations")).status_code == 200
    assert client.get(reverse("review:consultation-new")).status_code == 200


def test_an_obstacle_is_reported_after_the_decision_too(row: CampaignLine) -> None:
    """What stands in the way outlives the campaign; one that was never opened has met with nothing."""
    for state, taken in (("draft", False), ("open", True), ("decided", True)):
        Campaign.objects.filter(pk=row.campaign_id).update(state=state)
        form = ObstacleForm({"campaign": row.campaign.public_id}, units=[])
        assert ("campaign" not in form.errors) is taken


def test_an_obstacle_goes_from_the_unit_to_the_office_to_the_leader_and_ends(
    row: CampaignLine, justice: Unit, finance: Unit, reviewer: Actor, system: Actor, staff_with: Callable[..., Actor]
) -> None:
    """Each takes its turn; the acting unit is reminded by a letter and says how it ended."""
    given = ObstacleGiven("Chưa có phần mềm ký số", line=row)
    made = report_obstacle(actor=reviewer, campaign=row.campaign, unit=justice, given=given)
    direction = Direction("Sở Tài chính bố trí kinh phí", "Chủ tịch", sheets.DAY, "", finance, date(2026, 4, 1))
    with pytest.raises(UserError, match="không làm được"):
        direct_obstacle(actor=system, obstacle=made, direction=direction, version=made.version)
    made = judge_obstacle(actor=system, obstacle=Obstacle.objects.get(), opinion="Đúng", version=made.version)
    made = direct_obstacle(actor=system, obstacle=made, direction=direction, version=made.version)
    paper = remind_of_obstacles(actor=system, unit=finance, campaign=row.campaign)
    assert paper.data["lines"][0]["task"] == "Chưa có phần mềm ký số"
    assert "quá hạn" not in paper.data["opening"]  # due in April: open, not late
    assert made.reminders.get().paper == paper.public_id
    with pytest.raises(Denied):
        close_obstacle(actor=reviewer, obstacle=made, outcome="xong", version=made.version)
    theirs = staff_with("review.assess", unit_id=finance.pk)
    made = close_obstacle(actor=theirs, obstacle=made, outcome="Đã mua", version=made.version)
    assert made.state == "closed"


def test_machines_assess_and_ask_as_pages_do(
    row: CampaignLine, justice: Unit, client_with: Callable[..., Client]
) -> None:
    """The sheet, an answer with its outcome, what is wrong in words; a round by its address."""
    client = client_with("review.assess", unit_id=justice.pk)
    root = f"/api/v1/review/lines/{row.public_id}"
    sheet = client.get(root).json()
    assert len(sheet["criteria"]) == 12
    assert sheet["level"] is None

    def post(path: str, data: object) -> tuple[int, dict[str, object]]:
        response = client.post(path, json.dumps(data), content_type="application/json")
        return response.status_code, response.json()

    status, made = post(f"{root}/answer", {"subject": "C7", "answer": {"value": "no", "reason": "giấy"}})
    assert status == 200, made
    assert made["clash"] is None
    assert post(f"{root}/answer", {"subject": "C7", "answer": {"value": "no", "thừa": 1}})[0] == 400
    assert post(f"{root}/accept", {})[0] == 200
    asked = {"campaign": row.campaign.public_id, "unit": justice.public_id, "title": "Hỏi", "codes": ["1.004964"]}
    status, round_ = post("/api/v1/review/consultations", {**asked, "asked": ["Hội Nông dân"]})
    assert (status, round_["state"]) == (201, "draft")
    assert client.get("/api/v1/review/obstacles").json()["items"] == []


def test_a_department_is_asked_by_its_usual_name_and_a_wrong_name_is_answered_in_words(
    system: Actor, vinh_long: Unit, justice: Unit
) -> None:
    """The department of the province served goes by its usual name; no reader is sent to a terminal."""
    choose_province(actor=system, unit=vinh_long)
    found = asked_of("sở tư pháp\nHội Nông dân", sheets.DAY)
    assert (found.units, found.names) == ((justice,), ("Hội Nông dân",))
    with pytest.raises(UserError) as fault:
        unit_named("Sở Không Có", sheets.DAY)
    assert fault.value.message == "Không có đơn vị “Sở Không Có”."
    assert "motcua" not in (fault.value.hint or "")
