"""Speed of search in process over all sample procedures, beside a bare scan of the folded names.

Usage: python bench/search.py [ROUNDS]   (default 3)

Prints one JSON object: seconds to build the index, and the 50th and 95th percentile in milliseconds of
everyday queries, of four words of each name, of suggestions at every keystroke, and of the bare scan.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import time
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

from motcua.catalog.search.documents import SearchDocument, lowest_tier
from motcua.catalog.search.fold import fold
from motcua.catalog.search.index import SearchIndex
from motcua.catalog.search.life_events import life_events_of
from motcua.catalog.search.results import SearchRequest
from motcua.catalog.search.vocabulary import Vocabulary, shipped_vocabulary

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("MOTCUA_SHARED_DATA") or ROOT.parent / "shared" / "data")
QUERIES = ROOT / "tests" / "catalog" / "search" / "queries.toml"


def documents(vocabulary: Vocabulary) -> list[SearchDocument]:
    """Return all sample procedures as search documents."""
    found = []
    with gzip.open(DATA / "tthc-sample.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            levels = tuple(row["levels"] or ())
            field = row["field"] or ""
            found.append(
                SearchDocument(
                    row["code"],
                    row["name"],
                    field,
                    row["agency"] or "",
                    levels=levels,
                    subjects=tuple(row["subjects"] or ()),
                    life_events=life_events_of(row["name"], field, levels, vocabulary.life_events),
                    results=tuple(result["name"] or "" for result in row["results"]),
                    components=tuple(paper["name"] or "" for paper in row["components"]),
                    tier=lowest_tier(levels),
                )
            )
    return found


def percentiles(work: Callable[[str], object], texts: Iterable[str]) -> dict[str, float]:
    """Return the median and the 95th percentile of `work` over `texts`, in milliseconds."""
    taken = []
    for text in texts:
        started = time.perf_counter()
        work(text)
        taken.append((time.perf_counter() - started) * 1e3)
    taken.sort()
    return {"p50": round(taken[len(taken) // 2], 2), "p95": round(taken[int(len(taken) * 0.95)], 2)}


def keystrokes(texts: Iterable[str]) -> list[str]:
    """Return every beginning of every text, as a person types it."""
    return [text[:end] for text in texts for end in range(2, len(text) + 1)]


def main(rounds: int) -> None:
    """Measure and print."""
    vocabulary = shipped_vocabulary()
    found = documents(vocabulary)
    started = time.perf_counter()
    index = SearchIndex(found, vocabulary)
    built = time.perf_counter() - started
    names = [fold(document.name) for document in found]
    asked = [row["text"] for row in tomllib.loads(QUERIES.read_text(encoding="utf-8"))["query"]] * rounds
    windows = [" ".join(name.split()[:4]) for name in names]

    def bare(text: str) -> list[str]:
        words = fold(text).split()
        return [name for name in names if all(word in name for word in words)]

    report = {
        "procedures": len(index),
        "build_seconds": round(built, 2),
        "everyday_ms": percentiles(lambda text: index.search(SearchRequest(text)), asked),
        "four_words_ms": percentiles(lambda text: index.search(SearchRequest(text)), windows),
        "keystroke_ms": percentiles(index.suggest, keystrokes(asked[:100])),
        "bare_scan_ms": percentiles(bare, asked),
    }
    print(json.dumps(report, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
