"""The sample records as search documents, for stories and the bench."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

from motcua.catalog.search.documents import SearchDocument, lowest_tier
from motcua.catalog.search.life_events import life_events_of
from motcua.catalog.search.vocabulary import Vocabulary

_ROOT = Path(__file__).resolve().parents[3]
SAMPLE = Path(os.environ.get("MOTCUA_SHARED_DATA") or _ROOT.parent / "shared" / "data") / "tthc-sample.jsonl.gz"


def document_of(record: dict[str, Any], vocabulary: Vocabulary) -> SearchDocument:
    """Turn one record of the sample into a search document."""
    levels = tuple(record["levels"] or ())
    return SearchDocument(
        code=record["code"],
        name=record["name"],
        field=record["field"] or "",
        agency=record["agency"] or "",
        keywords=record["keywords"] or "",
        description=record["description"] or "",
        levels=levels,
        subjects=tuple(record["subjects"] or ()),
        life_events=life_events_of(record["name"], record["field"] or "", levels, vocabulary.life_events),
        results=tuple(row["name"] or "" for row in record["results"]),
        components=tuple(row["name"] or "" for row in record["components"]),
        tier=lowest_tier(levels),
    )


def sample_documents(vocabulary: Vocabulary) -> list[SearchDocument]:
    """Read all sample procedures."""
    with gzip.open(SAMPLE, "rt", encoding="utf-8") as lines:
        return [document_of(json.loads(line), vocabulary) for line in lines]
