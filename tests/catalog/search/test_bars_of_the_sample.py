"""The bars of search over all sample procedures: everyday queries, four words of every name, speed."""

from __future__ import annotations

import random
import tomllib
import unicodedata
from pathlib import Path

import pytest

from motcua.catalog.search.fold import fold
from motcua.catalog.search.index import SearchIndex
from motcua.catalog.search.results import SearchRequest

pytestmark = pytest.mark.shared_data

QUERIES = tomllib.loads((Path(__file__).parent / "queries.toml").read_text(encoding="utf-8"))["query"]


def without_marks(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return plain.replace("đ", "d").replace("Đ", "D")


def test_everyday_queries_find_their_procedure_in_the_first_three(sample: SearchIndex) -> None:
    known = {document.code for document in sample.documents}
    assert len(QUERIES) >= 80
    missed = []
    for query in QUERIES:
        assert set(query["codes"]) <= known, query
        hits = sample.search(SearchRequest(query["text"], limit=3)).hits
        if not set(query["codes"]) & {hit.code for hit in hits}:
            missed.append(query["text"])
    assert 1 - len(missed) / len(QUERIES) >= 0.9, missed


@pytest.mark.parametrize("window", ["first", "random"])
def test_four_words_of_a_name_without_marks_find_it(sample: SearchIndex, window: str) -> None:
    """A procedure is found when it is among the first five, or when all first five hold the same four words.

    The second clause covers windows such as "thu tuc cap giay" that hundreds of names share: then nothing
    without these very words, side by side, may stand before it.
    """
    chance = random.Random(766)
    missed = []
    for document in sample.documents:
        words = without_marks(document.name).split()
        start = 0 if window == "first" else chance.randrange(max(1, len(words) - 3))
        text = " ".join(words[start : start + 4])
        hits = sample.search(SearchRequest(text, limit=5)).hits
        alike = len(hits) == 5 and all(f" {fold(text)} " in f" {fold(hit.name)} " for hit in hits)
        if not alike and document.code not in {hit.code for hit in hits}:
            missed.append((text, document.code))
    assert 1 - len(missed) / len(sample) >= 0.97, missed[:20]
