"""First drafts: from the steps text of a record without losing a word, from tables of offices, from our own files."""

from __future__ import annotations

import gzip
import json
import re

import pytest
from hypothesis import given, settings

from motcua.processes.flow.checks import problems_of
from motcua.processes.flow.steps import Branch, Kind, Step, normal
from motcua.processes.intake.hints import actor_in, channel_in, headline, time_in
from motcua.processes.intake.passages import passages_of
from motcua.processes.intake.record import joined, steps_from_text
from motcua.processes.intake.tables import csv_of, read_csv, read_xlsx, xlsx_of
from motcua.processes.intake.ways import read_ways, said_ways
from motcua.processes.output.reading import form_of, taken_from
from motcua.web.faults import UserError
from tests.processes_room.conftest import BIRTH, a_flow
from tests.processes_room.strategies import PROCESSES


def test_numbered_steps_with_two_cases_become_a_decision():
    steps = steps_from_text(BIRTH)
    assert [step.kind for step in steps] == [
        Kind.START, Kind.TASK, Kind.TASK, Kind.DECISION, Kind.TASK, Kind.TASK, Kind.TASK, Kind.TASK, Kind.END,
    ]  # fmt: skip
    assert [way.label for way in steps[3].branches] == ["Trường hợp hồ sơ đầy đủ", "Trường hợp hồ sơ chưa đầy đủ"]
    assert [step.actor for step in steps] == [
        "", "Người yêu cầu", "Cán bộ tiếp nhận", "", "Cán bộ tiếp nhận", "Cán bộ tiếp nhận",
        "Công chức tư pháp - hộ tịch", "Người yêu cầu", "",
    ]  # fmt: skip
    assert (steps[1].channel, steps[6].time) == ("trực tiếp, trực tuyến", "03 ngày làm việc")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Bước 1: A nộp.\nBước 2: B xét.", 2),
        ("- Bước 1. A nộp.\n- Bước 2. B xét.\n- Bước 3. C ký.", 3),
        ("+ Bước 1: A nộp. + Bước 2: B xét.", 2),
        ("a) Bước 1: A nộp.\nb) Bước 2: B xét.", 2),
        ("Bước 1: A nộp. Bước 2: B xét; Bước 3: C ký.", 3),
        ("Bước thứ nhất: A nộp", 1),
        ("Buớc 1: A nộp\nBứơc 2: B xét", 2),
        ("1. A nộp.\n2. B xét.\n3. C ký.", 3),
        ("- A nộp.\n+ kèm đơn.\n- B xét.", 2),
        ("A nộp hồ sơ tại B.", 1),
        ("Thực hiện theo bước 1 của quy trình.", 1),
        ("", 0),
        (" \n ", 0),
    ],
)
def test_steps_are_cut_where_the_text_numbers_them(text, count):
    assert len([one for one in passages_of(text) if not one.heading]) == count


def test_what_stands_before_the_first_number_is_kept_with_the_first_step():
    steps = steps_from_text("Đối với hộ kinh doanh:\nBước 1: A nộp.\nBước 2: B xét.")
    assert steps[1].note.startswith("Đối với hộ kinh doanh")
    assert not steps_from_text("Trình tự thực hiện:\nBước 1: A nộp.")[1].note


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Tổ chức, cá nhân nộp hồ sơ", "Tổ chức, cá nhân"),
        ("Trong thời hạn 05 ngày làm việc kể từ ngày nhận đủ hồ sơ, Sở Y tế cấp giấy phép", "Sở Y tế"),
        ("Ủy ban nhân dân cấp xã xem xét", "Ủy ban nhân dân cấp xã"),
        ("Giải quyết TTHC:\n- Cục Hàng không kiểm tra hồ sơ", "Cục Hàng không"),
        ("Người khai hải quan nộp tờ khai", "Người khai hải quan"),
        ("Trường hợp hồ sơ chưa đủ, có văn bản trả lời", ""),
        ("Nộp hồ sơ", ""),
        ("Kể từ ngày 01/7/2025 thủ tục này được bãi bỏ", ""),
    ],
)
def test_who_acts_is_taken_only_where_it_is_said_plainly(text, actor):
    assert actor_in(text) == actor


def test_one_time_is_taken_and_of_several_none():
    assert time_in("Trong thời hạn 07 ngày làm việc kể từ ngày nhận hồ sơ, Sở cấp phép") == "07 ngày làm việc"
    assert time_in("trong thời hạn 05 ngày, Sở báo; trong thời hạn 10 ngày, Sở cấp") == ""
    assert time_in("Trong 7 ngày tết không làm việc") == ""
    assert channel_in("Nộp hồ sơ qua dịch vụ bưu chính hoặc Cổng Dịch vụ công quốc gia") == "trực tuyến, bưu chính"
    assert (
        headline("Bộ Y tế, Sở Y tế xem xét theo khoản 1. Điều 5 quy định khác.")
        == "Bộ Y tế, Sở Y tế xem xét theo khoản 1. Điều 5 quy định khác"
    )
    assert len(headline("chữ " * 200)) <= 161


@pytest.mark.shared_data
def test_of_real_records_no_word_is_lost(shared_data):
    """Every tenth of 3,330: each word stands in a name, a note or a condition; the draft is whole but for people."""
    with gzip.open(shared_data / "tthc-sample.jsonl.gz", "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["steps"] or "" for number, line in enumerate(file) if number % 10 == 0]
    lost, many = [], 0
    for text in texts:
        steps = steps_from_text(text)
        many += len(steps) > 3
        said = " ".join(f"{step.name} {step.note} {' '.join(way.label for way in step.branches)}" for step in steps)
        words = set(re.findall(r"[^\W\d_]{3,}", text.lower())) - set(re.findall(r"[^\W\d_]{3,}", said.lower()))
        words -= {"bước", "iii", "vii", "trình", "thực", "hiện"}
        if words and len(text) < 20_000:
            lost.append((text[:60], words))
        if steps:
            found = {problem.code for problem in problems_of(steps) if problem.blocking}
            assert found <= {"no-actor"}, text[:200]
    assert lost == []
    assert many > len(texts) * 0.8


def test_procedures_of_a_group_follow_one_another_with_a_handover():
    first, second = steps_from_text(BIRTH), steps_from_text("Bước 1: Công dân nộp.\nBước 2: Công an xét.")
    steps = joined([("1.001193", first), ("1.004222", second)])
    assert [step.kind for step in steps].count(Kind.START) == 1
    assert [step.kind for step in steps].count(Kind.END) == 1
    (handover,) = [step for step in steps if step.kind == Kind.HANDOVER and step.name.startswith("Chuyển sang thủ tục")]
    assert handover.code == "1.004222"
    assert {step.code for step in steps} == {"1.001193", "1.004222"}
    assert {problem.code for problem in problems_of(steps) if problem.blocking} <= {"no-actor"}


def test_what_ended_the_first_procedure_leads_to_the_second():
    ends = normal(
        [
            Step("a", Kind.START, "x"),
            Step("b", Kind.DECISION, "Đủ?", branches=(Branch("Đủ", "c"), Branch("Thiếu", "d"))),
            Step("c", Kind.TASK, "Cấp", "Sở", then="d"),
            Step("d", Kind.END, "Xong"),
        ]
    )
    steps = joined([("1", ends), ("2", ends)])
    handover = next(step for step in steps if step.kind == Kind.HANDOVER)
    assert steps[1].branches[1].to == handover.key
    assert not [problem for problem in problems_of(steps) if problem.code == "not-reached"]


@settings(max_examples=60, deadline=None)
@given(PROCESSES)
def test_tables_come_back_as_they_went(steps):
    kept = [step for step in steps if step.name]
    if len(kept) < len(steps) or not {Kind.START, Kind.END} & {step.kind for step in steps}:
        return
    found = read_csv(csv_of(steps)).steps
    assert [(step.kind, step.name, step.time) for step in found] == [(one.kind, one.name, one.time) for one in steps]


@pytest.mark.parametrize(("write", "read"), [(csv_of, read_csv), (xlsx_of, read_xlsx)])
def test_a_flow_goes_round_through_a_table(write, read):
    assert read(write(a_flow())).steps == a_flow()
    assert read(write(a_flow())).notes == ()


def test_formulas_and_links_stay_text():
    steps = normal([Step("a", Kind.START, "=1+1"), Step("b", Kind.END, "http://x.vn")])
    assert [step.name for step in read_xlsx(xlsx_of(steps)).steps] == ["=1+1", "http://x.vn"]


def test_a_table_of_an_office_is_read_by_its_headings():
    table = "STT;Nội dung công việc;Trách nhiệm;Thời gian;Kết quả;Phòng\n1;Nhận;Một cửa;½ ngày;Giấy hẹn;101\n2;;Sở;;;\n"
    found = read_csv(table.encode())
    assert [step.kind for step in found.steps] == [Kind.START, Kind.TASK, Kind.TASK, Kind.END]
    assert (found.steps[1].time, found.steps[1].paper_out, found.steps[1].note) == ("½ ngày", "Giấy hẹn", "Phòng: 101")
    assert found.steps[2].actor == "Sở", "a row without a name is not dropped"
    assert found.notes == ("Cột “Phòng” không có chỗ riêng, được ghi vào ghi chú của từng bước.",)


def test_branches_are_written_and_read_as_people_write_them():
    keys = {1: "s1", 2: "s2", 5: "s5"}
    for line in ("Hợp lệ → 5", "Hợp lệ -> 5", "Hợp lệ: bước 5", "Hợp lệ: sang bước 5.", "Hợp lệ → Bước 5;"):
        assert read_ways(line, keys, Kind.DECISION) == ("", (Branch("Hợp lệ", "s5"),), [])
    assert read_ways("5", keys, Kind.TASK) == ("s5", (), [])
    assert read_ways("→ 2", keys, Kind.TASK) == ("s2", (), [])
    assert read_ways("Hợp lệ → 9\nsai", keys, Kind.DECISION) == ("", (), ["Hợp lệ → 9", "sai"])
    assert said_ways(a_flow()[2], a_flow()) == "Hợp lệ → 4\nChưa hợp lệ → 2\nKhông thuộc thẩm quyền → 8"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   ",
        b"a,b,c\n1,2,3\n",
        b"PK\x03\x04broken",
        "Việc,Người thực hiện\n".encode(),
        "Việc,Người thực hiện\n,\n".encode(),
        "Việc,Người thực hiện\n".encode("utf-16"),
        b"{",
        b"{}x",
        b'{"steps": 7}',
        b'{"steps": [{"kind": "robot"}]}',
        b'{"steps": [{"name": {"a": 1}}]}',
        json.dumps({"steps": [{"name": "x"}] * 151}).encode(),
        ("Việc,Người thực hiện\n" + "x,y\n" * 151).encode(),
    ],
    ids=range(14),
)
def test_a_bad_file_is_refused_in_a_sentence(data):
    with pytest.raises(UserError) as refused:
        taken_from(data)
    assert refused.value.message


def test_the_format_is_told_by_content():
    assert [form_of(data) for data in (b"PK\x03\x04", b"\xef\xbb\xbf<a/>", b' {"a"', b"a;b")] == [
        "xlsx", "bpmn", "json", "csv",
    ]  # fmt: skip
    with pytest.raises(UserError):
        taken_from(b"x", "exe")
