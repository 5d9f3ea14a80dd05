"""By page, machine and terminal: a list drafted, submitted, issued; what is missing; where a procedure is received."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.access.actors import Actor
from motcua.organisation import naming
from motcua.organisation.models import ProvinceSetting, Unit
from motcua.organisation.services.units import UnitContent, open_unit
from motcua.organisation.services.vocabulary import shipped_words
from motcua.papers.models import Paper
from motcua.papers.services import record_signed
from motcua.papers.signing import handlers_of
from motcua.receiving.models import ListState, ReceivingList
from tests.receiving.conftest import procedure

Make = Callable[..., ReceivingList]
HOME = "/kiem-soat/noi-tiep-nhan/"
DAY = date(2026, 1, 5)
WORDING = {
    "effective_from": "01/12/2026",
    "authority": "Chủ tịch Ủy ban nhân dân tỉnh Vĩnh Long",
    "proposer": "Chánh Văn phòng Ủy ban nhân dân tỉnh",
    "symbol": "QĐ-UBND",
    "place": "Vĩnh Long",
    "signature": "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
}


@pytest.fixture
def officer(client_with: Callable[..., Client], clock: Callable[[str], object]) -> Client:
    clock("2026-11-20 09:00")
    return client_with("receiving.edit", "papers.draft")


@pytest.fixture
def province(unit: Callable[..., Unit]) -> Unit:
    """The chosen province."""
    chosen = unit("Tỉnh Vĩnh Long", "province")
    ProvinceSetting.objects.create(id=ProvinceSetting.ONLY, unit=chosen)
    naming.forget()
    return chosen


def posted(client: Client, row: ReceivingList, act: str, **data: object) -> int:
    row.refresh_from_db()
    return client.post(f"{HOME}{row.public_id}/{act}/", {"version": row.version, **data}).status_code


def test_a_list_is_drafted_and_issued_by_hand(three: object, officer: Client, province: Unit) -> None:
    answer = officer.post(f"{HOME}moi/", {"kind": "commune_desk", "start": "rule", "tier": "commune"})
    row = ReceivingList.objects.get()
    assert answer.headers["Location"] == f"{HOME}{row.public_id}/"
    assert row.lines.count() == 2
    assert posted(officer, row, "them", codes="1.000003") == 302
    assert posted(officer, row, "bo", line=["1.000001"]) == 302
    signed = {"number": "15/QĐ-UBND", "signed_on": "19/11/2026", "signer": "Chủ tịch", "effective_from": "20/11/2026"}
    assert posted(officer, row, "ban-hanh", **signed) == 302
    row.refresh_from_db()
    assert row.state == ListState.IN_FORCE
    page = officer.get(f"{HOME}{row.public_id}/").content.decode()
    assert "15/QĐ-UBND" in page
    assert "1.000003" in page
    assert 'name="codes"' not in page


def test_what_is_wrong_is_said_beside_its_field(three: object, officer: Client, draft: Make) -> None:
    row = draft("centre", "1.000001")
    early = {"number": "15", "signed_on": "19/11/2026", "signer": "Chủ tịch", "effective_from": "18/11/2026"}
    answer = officer.post(f"{HOME}{row.public_id}/ban-hanh/", {"version": row.version, **early})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert 'href="#qd_effective_from"' in page
    row.refresh_from_db()
    assert f'name="version" value="{row.version}"' in page
    assert f'name="version" value="{row.version + 1}"' not in page
    assert row.state == ListState.DRAFT


def test_a_stale_page_changes_nothing(three: object, officer: Client, draft: Make) -> None:
    row = draft("centre", "1.000001")
    answer = officer.post(f"{HOME}{row.public_id}/bo/", {"version": row.version - 1, "line": ["1.000001"]})
    assert answer.status_code == 409
    assert row.lines.count() == 1


def test_a_submitted_list_is_issued_by_its_signed_decision(
    three: object, officer: Client, draft: Make, province: Unit, system: Actor
) -> None:
    row = draft("excluded", "1.000003", reason="Thực hiện tại cơ quan công an")
    assert posted(officer, row, "trinh", **WORDING) == 302
    row.refresh_from_db()
    paper = Paper.objects.get(public_id=row.paper)
    assert (row.state, paper.state, paper.template) == ("submitted", "submitted", "decision-list")
    assert paper.data["lines"][0]["note"] == "Thực hiện tại cơ quan công an"
    assert paper.data["agency_name"] == "Ủy ban nhân dân tỉnh Vĩnh Long"
    signed = record_signed(
        actor=system,
        paper=paper,
        version=paper.version,
        number=31,
        symbol="QĐ-UBND",
        signed_on=date(2026, 11, 20),
        signer="Phó Chủ tịch",
    )
    for handler in (*handlers_of("receiving.list"), *handlers_of("receiving.list")):
        handler(system, signed)
    row.refresh_from_db()
    assert (row.state, row.decision_no, row.effective_from) == ("in_force", "31/QĐ-UBND", date(2026, 12, 1))


def test_a_submitted_list_is_taken_back_and_submitted_again(
    three: object, officer: Client, draft: Make, province: Unit, client_with: Callable[..., Client]
) -> None:
    row = draft("centre", "1.000001")
    posted(officer, row, "trinh", **WORDING)
    assert posted(officer, row, "lay-lai", reason="") == 400
    assert posted(officer, row, "lay-lai", reason="Thiếu thủ tục") == 302
    let_go = Paper.objects.get()
    address = reverse("papers:paper", args=[let_go.public_id])
    office = client_with("papers.submit", "papers.view")
    page = office.get(address).content.decode()
    assert "đã được lấy lại để sửa" in page
    assert reverse("papers:submit", args=[let_go.public_id]) not in page
    assert (
        office.post(reverse("papers:submit", args=[let_go.public_id]), {"version": let_go.version}).status_code == 409
    )
    machine = office.post(
        f"/api/v1/papers/{let_go.public_id}/submission", {"version": let_go.version}, "application/json"
    )
    assert machine.json()["error"]["code"] == "paper-let-go"
    with pytest.raises(CommandError, match="đã được lấy lại để sửa"):
        call_command("paper", "submit", let_go.public_id)
    assert posted(officer, row, "them", codes="1.000002") == 302
    assert posted(officer, row, "trinh", **WORDING) == 302
    paper = Paper.objects.get()
    assert [line["code"] for line in paper.data["lines"]] == ["1.000001", "1.000002"]


def test_lists_of_the_province_are_numbered_with_its_committee_s_decisions(
    three: object, officer: Client, draft: Make, province: Unit, system: Actor
) -> None:
    words = shipped_words()
    content = UnitContent(
        "Ủy ban nhân dân tỉnh Vĩnh Long", words.kinds["people_committee"], words.tiers["province"], "01/NQ-HĐND"
    )
    committee = open_unit(actor=system, content=content, day=date(2026, 11, 20), parent=province)
    posted(officer, draft("centre", "1.000001"), "trinh", **WORDING)
    paper = Paper.objects.get()
    assert paper.unit == committee
    assert paper.data["agency_name"] == "Ủy ban nhân dân tỉnh Vĩnh Long"


def test_words_for_procedures_already_listed_are_told_of(three: object, officer: Client, draft: Make) -> None:
    row = draft("excluded", "1.000003")
    told = {"version": row.version, "codes": "1.000003", "reason": "Thực hiện tại cơ quan công an"}
    answer = officer.post(f"{HOME}{row.public_id}/them/", told, follow=True)
    assert "lý do, ghi chú đã ghi lại" in answer.content.decode()
    assert row.lines.get().reason == "Thực hiện tại cơ quan công an"


def test_without_a_province_nothing_is_submitted(three: object, officer: Client, draft: Make) -> None:
    row = draft("centre", "1.000001")
    assert posted(officer, row, "trinh", **WORDING) == 400
    row.refresh_from_db()
    assert row.state == ListState.DRAFT


def test_the_home_of_the_room_shows_what_is_due_and_what_is_missing(
    three: object, officer: Client, issued: Make
) -> None:
    issued(DAY, "centre", "1.000001")
    page = officer.get(HOME).content.decode()
    assert "quá hạn" in page
    assert "chưa ban hành" in page
    assert f'href="{HOME}chua-co/"' in page
    missing = officer.get(f"{HOME}chua-co/").content.decode()
    assert "1.000002" in missing
    assert "1.000001" not in missing


def test_the_page_of_a_procedure_says_where_it_is_received(
    three: object, client: Client, issued: Make, clock: Callable[[str], object]
) -> None:
    clock("2026-11-20 09:00")
    assert "Nộp ở đâu" not in client.get("/thu-tuc/1.000001/").content.decode()
    issued(DAY, "commune_desk", "1.000001")
    issued(DAY, "free_province", "1.000001")
    page = client.get("/thu-tuc/1.000001/").content.decode()
    assert "Bộ phận Một cửa của xã, phường, đặc khu" in page
    assert "bất kỳ nơi tiếp nhận nào trong tỉnh" in page
    assert "12/QĐ-UBND" in page


def test_an_excluded_procedure_says_why(
    three: object, client: Client, issued: Make, clock: Callable[[str], object]
) -> None:
    clock("2026-11-20 09:00")
    issued(DAY, "excluded", "1.000003", reason="Thực hiện tại cơ quan thuế")
    page = client.get("/thu-tuc/1.000003/").content.decode()
    assert "Không nộp tại Bộ phận Một cửa." in page
    assert "Thực hiện tại cơ quan thuế" in page


def _asked(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200, address
    return len(asked)


def test_pages_cost_the_same_for_many_rows_as_for_few(officer: Client, draft: Make, issued: Make) -> None:
    few = [procedure(f"1.1000{n:02}") for n in range(2)]
    row = draft("centre", *[one.code for one in few])
    issued(DAY, "post", few[0].code)
    pages = [HOME, f"{HOME}{row.public_id}/", f"{HOME}chua-co/"]
    before = [_asked(officer, address) for address in pages]
    many = [procedure(f"1.2000{n:02}").code for n in range(30)]
    posted(officer, row, "them", codes="\n".join(many))
    for month in range(2, 11):
        issued(date(2026, month, 1), "post", *many)
    assert [_asked(officer, address) for address in pages] == before
    assert max(before) <= 30


def test_the_room_is_closed_to_strangers_and_readers_do_not_write(
    three: object, client: Client, client_with: Callable[..., Client], draft: Make
) -> None:
    row = draft("centre", "1.000001")
    assert client.get(HOME).status_code == 302
    reader = client_with("receiving.view")
    assert reader.get(f"{HOME}{row.public_id}/").status_code == 200
    assert posted(reader, row, "bo", line=["1.000001"]) == 403
    assert client.get(f"/api/v1/receiving/lists/{row.public_id}").status_code == 404


def test_machines_draft_issue_and_ask(three: object, officer: Client) -> None:
    def call(path: str, **body: object) -> dict[str, object]:
        address = f"/api/v1/receiving/lists{path}"
        answer = officer.post(address, json.dumps(body), content_type="application/json")
        assert answer.status_code == 200, answer.content
        return dict(answer.json())

    row = call("", kind="centre", rule={"tier": "province"})
    row = call(f"/{row['id']}/lines", version=row["version"], codes=["1.000001"])
    assert row["added"] == 1
    row = call(f"/{row['id']}/lines/remove", version=row["version"], codes=["1.000003"])
    row = call(
        f"/{row['id']}/issue",
        version=row["version"],
        number="9/QĐ-UBND",
        signed_on="2026-11-02",
        signer="Chủ tịch",
        effective_from="2026-11-02",
    )
    where = officer.get("/api/v1/receiving/where/1.000001").json()
    assert where["value"]["centre"] is True
    assert where["why"][0]["rules"][0]["instrument"] == "9/QĐ-UBND"
    assert [item["code"] for item in officer.get("/api/v1/receiving/missing").json()["items"]] == [
        "1.000002",
        "1.000003",
    ]
    assert officer.get("/api/v1/receiving/reviews").json()["items"][0]["state"] == "fine"
    ended = call(f"/{row['id']}/end", version=row["version"], day="2026-12-01")
    assert ended["effective_to"] == "2026-12-01"


def terminal(*arguments: str) -> object:
    out = StringIO()
    call_command("receiving", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_the_terminal_drafts_issues_and_asks(three: object) -> None:
    row = terminal("draft", "centre", "--empty")
    assert terminal("add", row["id"], "1.000001", "--tier", "province")["added"] == 2
    assert terminal("remove", row["id"], "1.000003")["removed"] == 1
    terminal(
        *("issue", row["id"], "--number", "9/QĐ-UBND", "--signed-on", "2026-01-02", "--signer", "Chủ tịch"),
        *("--effective-from", "2026-01-05"),
    )
    assert terminal("where", "1.000001", "--on", "2026-01-05")["value"]["centre"] is True
    assert terminal("where", "1.000001", "--on", "2026-01-04")["value"]["listed"] is False
    assert [line["code"] for line in terminal("missing", "--on", "2026-01-05")] == ["1.000002", "1.000003"]
    assert [line["code"] for line in terminal("show", row["id"])["lines"]] == ["1.000001"]
    assert terminal("end", row["id"], "--day", "2026-02-01")["effective_to"] == "2026-02-01"
    assert len(terminal("list")) == 1
    assert len(terminal("reviews")) == 5


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/receiving/lists/a%00b", 404),
        ("/api/v1/receiving/lists?kind=centre%00", 422),
        ("/api/v1/receiving/where/1.000001?unit=%00", 422),
        ("/api/v1/receiving/where/%00", 404),
        (f"{HOME}a%00b/", 404),
    ],
)
def test_a_letter_that_no_database_keeps_is_no_fault_of_the_system(
    three: object, officer: Client, path: str, status: int
) -> None:
    assert officer.get(path).status_code == status
