"""What records say, and what merely looks like it: a table of passages with the answer that is proposed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.catalog.record import ChannelRecord, ComponentRecord, ProcedureRecord, ResultRecord
from motcua.proposals.engine import propose
from motcua.proposals.engine_fields import texts_of
from motcua.proposals.engine_values import CRITERIA, Proposal
from motcua.proposals.rules_files import shipped_databases
from tests.proposals.records import proposed, reader, record

READER = reader()
NO: list[tuple[str, str, dict[str, Any]]] = [
    ("C6d", "steps", {"steps": "Sở tổ chức kiểm tra thực tế tại cơ sở rồi cấp giấy phép."}),
    ("C6d", "note of a channel", {"channels": (("online", "Trong 5 ngày, đoàn thẩm định được thành lập."),)}),
    ("C6d", "without diacritics", {"steps": "So to chuc tham dinh thuc te tai dia diem kinh doanh."}),
    ("C6d", "in capitals", {"steps": "CƠ QUAN THỰC HIỆN KHẢO SÁT TẠI HIỆN TRƯỜNG."}),
    ("C6c", "both must come", {"steps": "Khi đăng ký, hai bên nam, nữ phải có mặt."}),
    ("C6c", "signing", {"conditions": "Người yêu cầu phải ký trước mặt người thực hiện chứng thực."}),
    ("C6c", "fingers", {"steps": "Tiến hành thu nhận vân tay, chụp ảnh khuôn mặt của công dân."}),
    ("C6c", "examination", {"steps": "Cục tổ chức sát hạch và cấp chứng chỉ."}),
    ("C6b", "shown", {"papers": ("Người yêu cầu phải xuất trình hộ chiếu",)}),
    ("C6b", "original named", {"papers": ("Bản chính Giấy phép đã được cấp",)}),
    ("C6b", "at collection", {"steps": "Khi nhận kết quả phải nộp bản chính giấy tờ."}),
    ("C4", "original named", {"papers": ("Bản chính Giấy phép đã được cấp",)}),
    ("C4", "a thing", {"papers": ("02 phong bì có dán tem ghi rõ địa chỉ",)}),
    ("C8", "signed for", {"steps": "Cán bộ yêu cầu ký nhận và trả giấy thông hành."}),
]
NOT_NO: list[tuple[str, str, dict[str, Any]]] = [
    ("C6d", "on the papers", {"steps": "Sở tổ chức thẩm định hồ sơ."}),
    ("C6d", "where one must", {"steps": "Trường hợp cần thiết, cơ quan tổ chức kiểm tra thực tế."}),
    ("C6d", "as things stand", {"steps": "Căn cứ vào tình hình thực tế, Ủy ban nhân dân quyết định."}),
    ("C6d", "later", {"steps": "Sau khi được cấp phép, cơ quan kiểm tra định kỳ tại cơ sở."}),
    ("C6d", "of data", {"steps": "Công chức kiểm tra thông tin tại cơ sở dữ liệu quốc gia."}),
    ("C6c", "a way among others", {"steps": "Nộp trực tiếp hoặc qua dịch vụ bưu chính."}),
    ("C6c", "not needed", {"steps": "Người nộp không phải có mặt tại trụ sở."}),
    ("C6c", "the council", {"steps": "Hội đồng họp khi có 2/3 thành viên có mặt."}),
    ("C6b", "not to be shown", {"papers": ("Thẻ căn cước (không phải xuất trình khi khai thác được)",)}),
    ("C6b", "only at the counter", {"steps": "Trường hợp nộp trực tiếp thì xuất trình bản chính để đối chiếu."}),
    ("C6b", "proposes to the Chair", {"steps": "Sở thẩm định, đề xuất trình Chủ tịch Ủy ban nhân dân tỉnh."}),
    ("C6b", "comparing figures", {"steps": "Kho bạc đối chiếu số liệu và xác nhận."}),
    ("C6b", "a copy will do", {"papers": ("Bản chính hoặc bản sao điện tử Giấy phép",)}),
    ("C6b", "one's own letter", {"papers": ("Đơn đề nghị (01 bản chính)",)}),
    ("C4", "counted originals", {"components": (ComponentRecord("Giấy phép kinh doanh", originals=1),)}),
    ("C4", "post and counter", {"channels": (("counter", ""), ("post", ""))}),
    ("C8", "post too", {"steps": "Nhận kết quả trực tiếp tại Sở. Hoặc nhận kết quả qua dịch vụ bưu chính."}),
]


@pytest.mark.parametrize(("key", "story", "given"), NO, ids=[f"{key} {story}" for key, story, _ in NO])
def test_a_passage_that_obliges_is_told_of(key: str, story: str, given: dict[str, Any]) -> None:
    answer = proposed(record(**given)).criteria[key]
    assert answer.answer is False
    assert answer.basis == "text"
    assert answer.evidence
    assert answer.rule
    assert answer.why
    assert answer.confidence >= 0.5


@pytest.mark.parametrize(("key", "story", "given"), NOT_NO, ids=[f"{key} {story}" for key, story, _ in NOT_NO])
def test_what_only_looks_like_it_decides_nothing(key: str, story: str, given: dict[str, Any]) -> None:
    assert proposed(record(**given)).criteria[key].answer is not False


def test_silence_is_said_to_be_silence() -> None:
    answers = proposed(record()).criteria
    assert list(answers) == list(CRITERIA)
    for key in ("C6b", "C6c", "C6d", "C8"):
        assert (answers[key].answer, answers[key].basis) == (True, "silence")
        assert answers[key].confidence < 0.5
        assert answers[key].evidence == ()


def test_a_record_known_from_a_list_is_not_judged() -> None:
    answers = proposed(ProcedureRecord(code="1", name="x", source="x", partial=True)).criteria
    assert {answer.answer for answer in answers.values()} == {"unknown"}


def test_the_record_that_names_no_online_channel_leaves_it_open() -> None:
    answer = proposed(record(channels=(("counter", ""),))).criteria["C4"]
    assert answer.answer == "unknown"
    assert answer.rule == "fact.no_online_channel"


def test_one_case_of_several_is_named() -> None:
    papers = (
        ComponentRecord("Đơn đề nghị", case="Trường hợp cấp mới"),
        ComponentRecord("Bản chính Giấy phép đã được cấp", case="Trường hợp cấp lại"),
    )
    quote = proposed(record(components=papers)).criteria["C6b"].evidence[0]
    assert quote.case == "Trường hợp cấp lại"
    said = proposed(record(steps="Trường hợp kinh doanh xăng dầu, Sở kiểm tra thực tế tại kho.")).criteria["C6d"]
    assert said.evidence[0].case.startswith("Trường hợp kinh doanh xăng dầu")


@pytest.mark.parametrize(
    ("fees", "expected"),
    [
        (("Miễn phí",), None),
        ((None,), None),
        (("Không thu phí",), None),
        (("Phí :  Đồng (200.000 đồng/hồ sơ)",), True),
        (("Miễn phí (theo Thông tư 25/2023/TT-BTC)",), True),
        (("Lệ phí: 50,000 VNĐ",), True),
    ],
)
def test_a_fee_of_nought_is_no_fee_only_where_nothing_else_is_said(fees: tuple[str | None], expected: bool) -> None:
    channels = tuple(ChannelRecord("online", "1 Ngày", fee) for fee in fees)
    assert proposed(replace(record(), channels=channels)).criteria["C5"].answer is expected


def test_forms_that_are_there_named_or_absent() -> None:
    there = record(components=(ComponentRecord("Đơn đề nghị", form="mau01.docx"),))
    named = record(papers=("Đơn đề nghị theo Mẫu số 01",))
    absent = record(papers=("Giấy khai sinh",))
    assert proposed(there).criteria["C2"].answer is True
    assert proposed(named).criteria["C2"].answer is False
    assert proposed(absent).criteria["C2"].answer is None
    assert proposed(absent).criteria["C3a"].answer is None


def test_missing_parts_are_named() -> None:
    answer = proposed(record(subjects=(), results=())).criteria["C1"]
    assert answer.answer is False
    assert "đối tượng thực hiện" in answer.why
    assert "kết quả thực hiện" in answer.why


def test_parts_and_papers_are_told_what_becomes_of_them() -> None:
    found = proposed(
        record(
            papers=("Giấy khai sinh", "Bản chính Giấy phép đã được cấp", "Phiếu lý lịch tư pháp", "Hợp đồng"),
            steps="Sở tổ chức kiểm tra thực tế tại cơ sở.",
        )
    )
    assert found.components == {1: "replace_by_data", 2: "paper_only", 3: "replace_by_data", 4: "fits"}
    assert found.databases == {1: "civil_status", 3: "criminal_record"}
    assert found.parts["sequence"] == "amend"
    assert found.parts["dossier"] == "amend"
    assert found.parts["name"] == "fits"


TEXT = st.text(max_size=200) | st.sampled_from(
    [
        "Trường hợp nộp trực tiếp: xuất trình bản chính để đối chiếu;\nkiểm tra thực tế",
        "phải có mặt\u200b. Miễn phí. 02 ảnh",
        "\x00\ud800 kiem tra thuc te",
        "Lưu ý: " * 200,
    ]
)


@given(steps=TEXT, note=TEXT, name=TEXT, fee=TEXT, condition=TEXT)
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_it_and_quotes_are_what_was_written(
    steps: str, note: str, name: str, fee: str, condition: str
) -> None:
    one = ProcedureRecord(
        code="1",
        name="x",
        source="x",
        steps=steps,
        conditions=condition,
        channels=(ChannelRecord("counter", note, fee, note),),
        components=(ComponentRecord(name, case=note, form=fee, quantity=steps[:20]),),
        results=(ResultRecord(name),),
    )
    found: Proposal = propose(one, READER, shipped_databases())
    texts = {path: text for path, _kind, text, _case in texts_of(one)}
    for answer in found.criteria.values():
        assert 0 < answer.confidence <= 1
        for quote in answer.evidence:
            if quote.field in texts:
                assert quote.quote in texts[quote.field]
                assert quote.hit in texts[quote.field]
