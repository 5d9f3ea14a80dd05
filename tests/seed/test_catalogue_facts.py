"""A fresh clone shows a living province: real procedures, each complete enough to be of use, in our own words."""

import gzip
import json
import os
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path
from unicodedata import is_normalized

import pytest

from motcua.catalog.record import ProcedureRecord
from motcua.catalog.seed import parse_seed, read_seed

SEED = list(read_seed())
BY_CODE = {record.code: record for record in SEED}
TIME = re.compile(r"\d{2,3} (Ngày làm việc|Ngày|Giờ|Tháng)|Ngay trong ngày làm việc")
NUMBER = re.compile(r"\d+(\.\d+)?/\d{4}/(QH\d{2}|[A-ZĐ]{2,}(-[A-ZĐ0-9]{2,})+)|\d+/\d{4}/NQ-QH15")
SHARED = Path(os.environ.get("MOTCUA_SHARED_DATA", Path(__file__).resolve().parents[2].parent / "shared" / "data"))
RUN = 200  # letters in a row that may not be another's


def test_there_are_at_least_170_procedures_of_departments_and_communes():
    assert len(SEED) >= 170
    levels = Counter(level for record in SEED for level in set(record.levels))
    assert levels["commune"] >= 70
    assert levels["province"] >= 90
    assert all({"province", "commune"} & set(record.levels) for record in SEED)


def test_every_code_is_a_national_code_and_occurs_once():
    assert all(re.fullmatch(r"[1-3]\.\d{6}", record.code) for record in SEED)
    assert [code for code, times in Counter(r.code for r in SEED).items() if times > 1] == []


@pytest.mark.parametrize(
    "part", ["name", "steps", "channels", "components", "subjects", "agency", "results", "field", "legal_basis"]
)
def test_every_procedure_has_the_parts_that_a_publication_must_have(part):
    assert [record.code for record in SEED if not getattr(record, part)] == []


def test_every_way_of_filing_states_a_time_with_its_unit():
    wrong = [(r.code, c.time) for r in SEED for c in r.channels if not TIME.fullmatch(c.time or "")]
    assert wrong == []


def test_no_way_of_filing_states_two_times_for_one_case():
    for record in SEED:
        rows = Counter((channel.channel, channel.case) for channel in record.channels)
        assert max(rows.values()) == 1, record.code


def test_a_fee_is_an_amount_or_a_name_of_who_sets_it_and_never_looks_a_thousand_times_too_small():
    for record in SEED:
        for channel in record.channels:
            if channel.fee is None:
                continue
            assert re.match(r"Miễn phí$|Theo |Phí |Lệ phí |\d", channel.fee), (record.code, channel.fee)
            amounts = [int(a.replace(".", "")) for a in re.findall(r"(\d[\d.]*) đồng", channel.fee)]
            assert all(amount >= 1000 for amount in amounts), (record.code, channel.fee)
            assert amounts or not re.match(r"Phí|Lệ phí|\d", channel.fee), (record.code, channel.fee)


def test_every_paper_says_how_many_and_no_heading_or_note_poses_as_a_paper():
    for record in SEED:
        for paper in record.components:
            assert (paper.originals or 0) + (paper.copies or 0) >= 1, (record.code, paper.name)
            assert not paper.name.endswith((":", ";", ".", ",")), (record.code, paper.name)
            assert not re.match(r"Lưu ý|Ghi chú|Trường hợp|\W", paper.name), (record.code, paper.name)
            assert len(paper.name) <= 115, (record.code, paper.name)
        papers = Counter((paper.name, paper.case) for paper in record.components)
        assert max(papers.values()) == 1, record.code


def test_legal_documents_are_whole_numbers_of_documents():
    wrong = [(r.code, b.number) for r in SEED for b in r.legal_basis if not NUMBER.fullmatch(b.number)]
    wrong = [pair for pair in wrong if not pair[1].endswith("/QĐ-TTg")]
    assert wrong == []


def test_texts_are_clean_and_name_no_vanished_tier_and_no_single_province():
    for record in SEED:
        for text in _texts(record):
            assert is_normalized("NFC", text), record.code
            assert text == " ".join(text.split()), (record.code, text)
            assert not re.search(r"[\u200b-\u200f\ufeffƣ]", text), record.code
        assert "huyện" not in f"{record.name} {record.agency}".lower(), record.code
        assert not re.search(r"(tỉnh|thành phố) [A-ZĐ]", record.agency or ""), record.code


def test_what_citizens_ask_for_most_is_there():
    wanted = {
        "1.001193": "khai sinh",
        "1.000894": "kết hôn",
        "1.000656": "khai tử",
        "1.004873": "tình trạng hôn nhân",
        "2.000635": "Trích lục",
        "1.004837": "giám hộ",
        "2.000815": "bản sao",
        "1.004194": "tạm trú",
        "1.014061": "căn cước",
        "3.000333": "lý lịch tư pháp",
        "1.012784": "Tách thửa",
        "1.013831": "chuyển nhượng",
        "1.013225": "giấy phép xây dựng",
        "1.001612": "hộ kinh doanh",
        "2.001583": "công ty",
        "1.001776": "trợ cấp xã hội",
        "1.001978": "thất nghiệp",
        "2.002288": "Phù hiệu",
        "1.011607": "hộ nghèo",
        "1.013133": "nghĩa vụ quân sự",
    }
    for code, words in wanted.items():
        assert words.lower() in BY_CODE[code].name.lower()
        assert BY_CODE[code].keywords or code in {"1.012783"}


def test_a_birth_is_registered_the_same_day_and_a_verification_has_its_own_time():
    birth = {(c.time, c.case) for c in BY_CODE["1.001193"].channels}
    assert birth == {("Ngay trong ngày làm việc", None)}
    single = {(c.time, c.case) for c in BY_CODE["1.004873"].channels}
    assert single == {("03 Ngày làm việc", None), ("23 Ngày", "Phải xác minh")}


def test_files_stay_readable():
    for entry in files("motcua.catalog.seed").iterdir():
        if entry.name.endswith(".toml"):
            assert len(entry.read_text(encoding="utf-8").splitlines()) < 400, entry.name


def test_a_slip_of_the_pen_is_refused_and_not_lost():
    with pytest.raises(ValueError, match="unknown keys"):
        list(parse_seed('[[procedure]]\ncode="1.000001"\nname="x"\nfeild="y"\n', source="t"))
    with pytest.raises(KeyError):
        list(parse_seed('[[procedure]]\nname="x"\n', source="t"))
    with pytest.raises(TypeError):
        list(parse_seed('[[procedure]]\ncode="1.000001"\n', source="t"))


def test_one_line_of_ways_becomes_one_row_for_each_way():
    text = '[[procedure]]\ncode="1.000001"\nname="x"\nchannels=[{on=["counter","post"], time="01 Ngày"}]\n'
    (record,) = parse_seed(text, source="t")
    assert [(c.channel, c.time, c.fee) for c in record.channels] == [
        ("counter", "01 Ngày", None),
        ("post", "01 Ngày", None),
    ]


@pytest.mark.shared_data
def test_no_long_run_of_text_is_another_s():
    source = SHARED / "tthc-sample.jsonl.gz"
    if not source.exists():
        pytest.skip(f"records to compare with are absent: {source}")
    ours = {text[i : i + RUN] for record in SEED for text in _texts(record) for i in range(max(0, len(text) - RUN + 1))}
    runs = {run for run in ours if len(run) == RUN}
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["code"] not in BY_CODE:
                continue
            theirs = " ".join(" ".join(filter(None, (row["steps"], row["description"], row["conditions"]))).split())
            assert not any(run in theirs for run in runs), row["code"]
            assert (BY_CODE[row["code"]].steps or "") not in theirs, row["code"]


@pytest.mark.shared_data
def test_names_and_decisions_agree_with_the_records_they_speak_of():
    source = SHARED / "tthc-sample.jsonl.gz"
    if not source.exists():
        pytest.skip(f"records to compare with are absent: {source}")
    compared = 0
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            record = BY_CODE.get(row["code"])
            if record is None:
                continue
            compared += 1
            assert record.decision_no is None or record.decision_no in row["decision_no"], record.code
            ours, theirs = (set(re.findall(r"\w+", text.lower())) for text in (record.name, row["name"]))
            assert len(ours & theirs) >= 0.6 * len(ours), (record.code, record.name, row["name"])
    assert compared >= 160


def _texts(record: ProcedureRecord) -> list[str]:
    """Return every text of a record that a reader sees."""
    texts = [record.name, record.field, record.agency, record.steps, record.conditions, record.keywords]
    texts += [paper.name for paper in record.components] + [paper.case for paper in record.components]
    texts += [value for c in record.channels for value in (c.fee, c.note, c.case)]
    texts += [result.name for result in record.results]
    return [text for text in texts if text]
