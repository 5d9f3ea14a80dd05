"""Pages: from the empty list to a public decision, with errors beside their fields and a fixed cost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from motcua.access.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.services.units import merge_units
from motcua.papers.models import Paper
from motcua.papers.services import recall_paper, record_signed, replace_paper, return_paper, submit_paper
from motcua.publication.models import AnnouncementDecision, DecisionState, LineKind, ListAnnex, Publication
from motcua.publication.services.checking import check_decision
from motcua.publication.services.signing import submit_for_signature

Draft = Callable[..., AnnouncementDecision]
ALL = ("publication.view", "publication.draft", "publication.check", "publication.announce", "papers.view")


@pytest.fixture
def control(client_with: Callable[..., Client], vinh_long: Unit) -> Client:
    """A procedure control officer."""
    return client_with(*ALL, "catalog.view")


def page(decision: AnnouncementDecision, name: str = "decision") -> str:
    """An address of a decision."""
    return reverse(f"publication:{name}", args=[decision.public_id])


def text_of(response: object) -> str:
    """The page's text."""
    return response.content.decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["decisions", "clocks", "measures", "annexes", "new"])
def test_pages_stand_empty(control: Client, name: str) -> None:
    """An empty house has pages that say what to do next."""
    response = control.get(reverse(f"publication:{name}"))
    assert response.status_code == 200
    if name == "decisions":
        assert "Chưa có quyết định công bố nào" in text_of(response)


def test_a_reader_sees_no_forms(client_with: Callable[..., Client], announced: Draft) -> None:
    """Whoever may only look is shown no way to act, and is refused where the address is typed."""
    reader = client_with("publication.view")
    decision = announced("2.000908")
    body = text_of(reader.get(page(decision)))
    assert "2.000908" in body
    assert "<form action" not in body.split("<h1>")[1].split("</main>")[0]
    for name in ("add", "check", "sign", "publish", "end"):
        assert reader.post(page(decision, name)).status_code in (403, 409)


def test_the_whole_way_on_pages(control: Client, justice: Unit, procedures: list[object]) -> None:
    """Write, add, check, record the signature, record the upload: the decision is public."""
    form = {
        "title": "Công bố danh mục lĩnh vực chứng thực",
        "kind": "list",
        "advising_unit": justice.public_id,
        "law_effective_on": "16/03/2026",
    }
    control.post(reverse("publication:new"), form)
    decision = AnnouncementDecision.objects.get()
    lines = {"codes": "2.000908\n1.999999 Thủ tục mới của bộ\n", "kind": "amended", "version": "1"}
    added = control.post(page(decision, "add"), lines, follow=True)
    assert "Đã thêm 2 thủ tục" in text_of(added)
    assert "1 thủ tục chưa có trong danh mục: 1.999999" in text_of(added)
    control.post(page(decision, "check"), {"version": "2"})
    signed = {"number": "77/QĐ-UBND", "signed_on": "02/03/2026", "signer": "Người ký", "version": "3"}
    assert "Quyết định số 77/QĐ-UBND" in text_of(control.post(page(decision, "sign"), signed, follow=True))
    decision.refresh_from_db()
    assert decision.state == DecisionState.ANNOUNCED
    publish = {"place": "national", "published_at": "02/03/2026 08:30", "all": "1"}
    control.post(page(decision, "publish"), publish)
    decision.refresh_from_db()
    assert decision.state == DecisionState.PUBLIC
    shown = text_of(control.get(page(decision)))
    assert "đã công khai" in shown
    assert "08:30 02/03/2026" in shown or "02/03/2026 08:30" in shown


def test_a_form_sent_again_records_no_second_upload(control: Client, announced: Draft) -> None:
    """All at once takes what is not there yet; the same line at the same moment is refused in words."""
    row = announced("2.000908", "2.000815")
    first, later = row.lines.order_by("code")
    at = {"place": "national", "published_at": "02/03/2026 08:30"}
    control.post(page(row, "publish"), {**at, "line": first.public_id})
    again = control.post(page(row, "publish"), {**at, "line": first.public_id})
    assert again.status_code == 422
    assert f"Thủ tục {first.code} đã được ghi công khai" in text_of(again)
    control.post(page(row, "publish"), {**at, "all": "1"})
    assert [one.publications.count() for one in (first, later)] == [1, 1]
    none_left = control.post(page(row, "publish"), {**at, "all": "1"})
    assert "Mọi thủ tục của quyết định đã được ghi công khai ở nơi này." in text_of(none_left)


def test_codes_on_one_line_are_so_many_procedures(control: Client, draft: Draft, procedures: list[object]) -> None:
    """A code never becomes the name of the one typed before it."""
    row = draft("2.000908")
    lines = {"codes": "1.001193, 2.000815\n2.000884 1.999999 Thủ tục mới", "kind": "new", "version": str(row.version)}
    control.post(page(row, "add"), lines)
    names = dict(row.lines.values_list("code", "name"))
    assert set(names) == {"2.000908", "1.001193", "2.000815", "2.000884", "1.999999"}
    assert names["1.999999"] == "Thủ tục mới"
    assert not any(name[:1].isdigit() for name in names.values())


def test_errors_stand_beside_their_fields(control: Client, draft: Draft, system: Actor) -> None:
    """What was typed stays, the reason stands at the field, nothing is written."""
    row = draft("2.000908")
    wrong = control.post(page(row, "add"), {"codes": "khong-ma", "kind": "new", "version": str(row.version)})
    assert wrong.status_code == 422
    assert "không đúng dạng" in text_of(wrong)
    assert "khong-ma" in text_of(wrong)
    assert row.lines.count() == 1
    form = {"title": "", "kind": "list", "advising_unit": "khong-co"}
    body = text_of(control.post(reverse("publication:new"), form))
    assert "Chưa ghi mục “Trích yếu”" in body
    assert AnnouncementDecision.objects.count() == 1


def test_a_paper_that_came_back_is_submitted_again_from_the_page(control: Client, draft: Draft, system: Actor) -> None:
    """At signature the page offers no second submission; once the paper is returned it does."""
    row = check_decision(actor=system, decision=draft("2.000908"), version=1)
    assert page(row, "submit") in text_of(control.get(page(row)))
    paper = submit_for_signature(actor=system, decision=row, version=row.version)
    assert page(row, "submit") not in text_of(control.get(page(row)))
    return_paper(actor=system, paper=paper, version=paper.version, reason="Sửa trích yếu")
    assert page(row, "submit") in text_of(control.get(page(row)))


def test_a_page_tells_when_its_document_was_replaced_or_recalled(control: Client, draft: Draft, system: Actor) -> None:
    """The decision stays as it was recorded; who reads it hears that its document no longer stands."""

    def signed(paper: Paper, number: int) -> Paper:
        told = {"symbol": "QĐ-UBND", "signed_on": timezone.localdate(), "signer": "Người ký thử"}
        return record_signed(actor=system, paper=paper, version=paper.version, number=number, **told)

    row = check_decision(actor=system, decision=draft("2.000908"), version=1)
    old = signed(submit_for_signature(actor=system, decision=row, version=row.version), 12)
    assert "trang này còn ghi theo văn bản" not in text_of(control.get(page(row)))
    new = replace_paper(actor=system, paper=old, version=old.version, reason="Sai căn cứ")
    signed(submit_paper(actor=system, paper=new, version=new.version), 13)
    assert "Văn bản số 12/QĐ-UBND đã được thay bằng văn bản số 13/QĐ-UBND" in text_of(control.get(page(row)))
    other = check_decision(actor=system, decision=draft("2.000815"), version=1)
    paper = signed(submit_for_signature(actor=system, decision=other, version=other.version), 14)
    recall_paper(actor=system, paper=paper, version=paper.version, reason="Sai thẩm quyền")
    assert "Văn bản số 14/QĐ-UBND đã bị thu hồi" in text_of(control.get(page(other)))


def test_a_draft_of_a_merged_unit_is_offered_its_heir(
    control: Client, draft: Draft, system: Actor, justice: Unit, unit_called: Callable[[str], Unit]
) -> None:
    """Whoever changes the draft finds the heir chosen; a new draft has no unit chosen for its writer."""
    row = draft("2.000908")
    heir, today = unit_called("Sở Nội vụ tỉnh Vĩnh Long"), timezone.localdate()
    merge_units(actor=system, units=[(justice, justice.version)], day=today, into=heir, instrument="9/NQ-HĐND")
    assert f'<option value="{heir.public_id}" selected' in text_of(control.get(page(row, "edit")))
    assert '<option value="" selected' in text_of(control.get(reverse("publication:new")))


def test_a_stale_page_does_not_overwrite(control: Client, draft: Draft) -> None:
    """Two officers at once: the second is told."""
    row = draft("2.000908")
    response = control.post(page(row, "check"), {"version": str(row.version - 1)})
    assert response.status_code == 409
    row.refresh_from_db()
    assert row.state == DecisionState.DRAFT


def test_a_wrong_upload_is_taken_back_on_the_page(control: Client, announced: Draft) -> None:
    """With a reason, which is kept."""
    decision = announced("2.000908")
    control.post(page(decision, "publish"), {"place": "national", "published_at": "02/03/2026 08:30", "all": "1"})
    act = Publication.objects.get()
    control.post(reverse("publication:withdraw", args=[decision.public_id, act.public_id]), {"reason": "Nhầm"})
    act.refresh_from_db()
    assert act.withdrawn_because == "Nhầm"


def test_clocks_and_measures_say_why(control: Client, announced: Draft, draft: Draft) -> None:
    """Each value carries its rule; the lists behind a measure open."""
    announced("2.000908")
    draft("2.000815")
    clocks = text_of(control.get(reverse("publication:clocks")))
    assert "còn 5 ngày làm việc" in clocks
    assert "63/2010/NĐ-CP" in clocks
    measures = text_of(control.get(reverse("publication:measures")))
    assert "766/QĐ-TTg" in measures
    for key in ("cong-bo-dung-han", "cong-khai-dung-han", "noi-dung-day-du"):
        for part in ("dat", "chua-dat", "chua-ro"):
            assert control.get(reverse("publication:measure", args=[key]), {"phan": part}).status_code == 200
    assert control.get(reverse("publication:measure", args=["khong-co"])).status_code == 404
    early = {"tu": "01/01/2015", "den": "31/12/2015"}
    assert "Chưa có quy định để tính" in text_of(control.get(reverse("publication:measures"), early))


def test_lists_cost_the_same_however_long(control: Client, draft: Draft, announced: Draft) -> None:
    """A fixed number of statements on every list."""
    draft("2.000884")
    announced("2.000908")
    addresses = [reverse(f"publication:{name}") for name in ("decisions", "clocks", "measures", "annexes")]

    def cost() -> list[int]:
        costs = []
        for address in addresses:
            control.get(address)
            with CaptureQueriesContext(
                connection,
            ) as seen:
                control.get(address)
            costs.append(len(seen))
        return costs

    before = cost()
    for number in range(8):
        draft("2.000815", "2.000884", title=f"Dự thảo {number}")
    for number in range(4):
        announced("1.001193", number=f"{number + 20}/QĐ-UBND", kind=LineKind.AMENDED)
    ListAnnex.objects.bulk_create(ListAnnex(title=f"Danh mục {number}", asked={}) for number in range(8))
    assert cost() == before
