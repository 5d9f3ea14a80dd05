"""The room's background work: scanning what came in, and tidying the store."""

from __future__ import annotations

from motcua.files import blobs
from motcua.files.models import ScanState, StoredFile
from motcua.files.scanning.base import ScannerAway, Verdict
from motcua.files.scanning.registry import scanner
from motcua.files.services import clean, note_verdict
from motcua.jobs.registry import Run, handler, schedule


@handler("files.scan", queue="quick", attempts=12)
def scan(run: Run) -> None:
    """Quét mã độc tệp vừa nhận."""
    file = StoredFile.objects.get(public_id=run.arguments["file"])
    gate = scanner()
    if file.scan_state != ScanState.WAITING:
        return
    if gate is None:
        raise ScannerAway("MOTCUA_VIRUS_SCANNER is no longer set.")
    verdict: Verdict = gate.scan(blobs.address(file.digest))
    note_verdict(actor=run.actor, file=file, verdict=verdict)
    run.summary["clean"] = verdict.clean


@handler("files.clean", queue="slow")
def clean_store(run: Run) -> None:
    """Dọn nội dung tệp không còn ai dùng."""
    run.summary.update(clean(actor=run.actor))


schedule("files.clean", daily="03:10")
