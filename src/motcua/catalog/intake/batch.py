"""One import of several sources: every code counts once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from motcua.catalog.compare import fingerprint
from motcua.catalog.intake.detect import read_source
from motcua.catalog.intake.limits import DEFAULT, Limits
from motcua.catalog.record import BatchItem, Item, Rejection, Repeat


@dataclass(frozen=True, slots=True)
class _Seen:
    digest: str
    source: str


def read_batch(paths: Iterable[tuple[Path, str]], limits: Limits = DEFAULT) -> Iterator[BatchItem]:
    """Yield what several (path, name) sources state, in their order, each code once (see `once`)."""
    return once(item for path, name in paths for item in read_source(path, name, limits))


def once(items: Iterable[Item]) -> Iterator[BatchItem]:
    """Let the first record of a code pass; a later equal one is a `Repeat`, a different one is rejected with reason.

    A list row (`partial`) and a full record of one code may both pass: the list says nothing about the absent parts.
    """
    seen: dict[tuple[str, bool], _Seen] = {}
    for item in items:
        if isinstance(item, Rejection):
            yield item
            continue
        key = (item.code, item.partial)
        digest = fingerprint(item)
        before = seen.get(key)
        if before is None:
            seen[key] = _Seen(digest, item.source)
            yield item
        elif before.digest == digest:
            yield Repeat(item.code, item.source, before.source)
        else:
            yield Rejection(
                item.source,
                _("Mã %(code)s đã có ở %(first)s với nội dung khác. Giữ lại một bản đúng rồi nhập lại.")
                % {"code": item.code, "first": before.source},
                item.code,
            )
