"""Records for the tests of proposals: small ones written here, and real ones of the shared folder."""

from __future__ import annotations

import gzip
import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from motcua.catalog.intake.detect import read_source
from motcua.catalog.record import ChannelRecord, ComponentRecord, ProcedureRecord, ResultRecord
from motcua.proposals.engine import propose
from motcua.proposals.engine_search import Reader
from motcua.proposals.engine_values import Proposal
from motcua.proposals.rules_files import shipped_databases, shipped_rules

SAMPLE = "tthc-sample.jsonl.gz"
JUDGED = Path(__file__).parent / "judged"


def reader() -> Reader:
    """The shipped rules."""
    return Reader.of(shipped_rules())


def record(
    *,
    steps: str = "Bước 1: Nộp hồ sơ. Bước 2: Cơ quan giải quyết cấp giấy phép.",
    papers: Collection[str] = ("Đơn đề nghị cấp giấy phép",),
    channels: Collection[tuple[str, str]] = (("counter", ""), ("online", ""), ("post", "")),
    **more: Any,
) -> ProcedureRecord:
    """A whole record that nothing stands against, unless said otherwise."""
    given: dict[str, Any] = {
        "code": "1.000001",
        "name": "Cấp giấy phép thử",
        "source": "thử",
        "agency": "Sở Nội vụ",
        "subjects": ("Công dân Việt Nam",),
        "results": (ResultRecord("Giấy phép"),),
        "steps": steps,
        "components": tuple(ComponentRecord(name) for name in papers),
        "channels": tuple(ChannelRecord(kind, "5 Ngày làm việc", None, note) for kind, note in channels),  # type: ignore[arg-type]
    }
    return ProcedureRecord(**{**given, **more})


def proposed(one: ProcedureRecord) -> Proposal:
    """What the shipped rules propose."""
    return propose(one, reader(), shipped_databases())


def real_records(folder: Path, codes: Collection[str] | None = None, *, scratch: Path) -> Iterator[ProcedureRecord]:
    """Records of the sample as the catalogue's own reader reads them; only those of some codes where given."""
    path = folder / SAMPLE
    if codes is not None:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            chosen = [line for line in lines if json.loads(line)["code"] in codes]
        path = scratch / "chosen.jsonl"
        path.write_text("".join(chosen), encoding="utf-8")
    for item in read_source(path):
        assert isinstance(item, ProcedureRecord), item
        yield item
