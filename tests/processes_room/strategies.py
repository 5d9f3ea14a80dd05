"""Any process that a person could type."""

from __future__ import annotations

from hypothesis import strategies as st

from motcua.processes.flow.steps import Branch, Kind, Step, normal

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30)
KEYS = st.sampled_from(["", "s1", "s2", "s3", "s4", "s5", "x9", "Sai khóa"])
BRANCHES = st.lists(st.builds(Branch, WORDS, KEYS), max_size=4).map(tuple)
STEPS = st.builds(
    Step,
    key=KEYS,
    kind=st.sampled_from(Kind),
    name=WORDS,
    actor=st.one_of(st.sampled_from(["", "Sở Tư pháp", "Người dân"]), WORDS),
    channel=WORDS,
    time=st.sampled_from(["", "3 ngày", "½ ngày", "7", "02 ngày làm việc", "giờ hành chính"]),
    paper_in=WORDS,
    paper_out=WORDS,
    note=WORDS,
    code=st.sampled_from(["", "1.001193"]),
    then=KEYS,
    branches=BRANCHES,
)
PROCESSES = st.lists(STEPS, max_size=9).map(normal)
