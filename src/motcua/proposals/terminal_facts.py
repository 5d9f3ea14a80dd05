"""Writing from the terminal: volumes, publications, estimates, own rules."""

from __future__ import annotations

import tomllib
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.commands import a_day
from motcua.catalog.models import Procedure
from motcua.proposals.models import BuildEstimate, PublishedDatabase
from motcua.proposals.services import (
    import_volumes,
    note_publication,
    own_version,
    record_volume,
    restore_rule,
    set_estimate,
    set_rule,
    turn_off_rule,
)
from motcua.proposals.volumes_in import VolumeLine, read_volumes
from motcua.web.faults import UserError

WHAT = ("volumes", "volume", "database", "estimate", "rule-set", "rule-off", "rule-restore")


def arguments(parser: ArgumentParser) -> None:
    """What may be written from the terminal."""
    parser.add_argument("what", choices=WHAT)
    parser.add_argument("--file", type=Path, help="CSV or XLSX of volumes; TOML with [[rule]] tables")
    parser.add_argument("--code", default="", help="procedure")
    parser.add_argument("--key", default="", help="database or rule")
    parser.add_argument("--year", type=int)
    parser.add_argument("--count", type=int, default=-1, help="dossiers a year, or đồng of an estimate")
    parser.add_argument("--on", type=a_day, metavar="DATE", help="day of publication")
    parser.add_argument("--source", default="", help="source, notice, ground or reason")


def write(actor: Actor, given: Namespace) -> Any:
    """Write what was asked for; raises `UserError` for what cannot be written."""
    if given.what == "volumes":
        data = _bytes(given.file)
        lines = read_volumes(data, given.file.name, year=given.year, source=given.source)
        done = import_volumes(actor=actor, lines=lines, name=given.file.name)
        left_out = [{"line": line, "why": why} for line, why in done.left_out]
        return {"written": done.written, "left_out": left_out}
    if given.what == "volume":
        line = VolumeLine(given.code, given.year or -1, given.count, given.source)
        row = record_volume(actor=actor, line=line)
        return {"code": given.code, "year": row.year, "count": row.count, "source": row.source}
    if given.what == "estimate":
        return _estimate(actor, given)
    if given.what == "database":
        held = PublishedDatabase.objects.filter(key=given.key).first()
        if given.on is None:
            raise UserError("no-day", _("Chưa ghi ngày công bố (--on)."))
        noted = note_publication(
            actor=actor, key=given.key, published_on=given.on, notice=given.source, version=held.version if held else 0
        )
        return {"key": noted.key, "published_on": noted.published_on, "notice": noted.notice}
    return _rule(actor, given)


def _estimate(actor: Actor, given: Namespace) -> dict[str, Any]:
    procedure = Procedure.objects.visible_to(actor).filter(code=given.code).first()
    if procedure is None:
        raise UserError("no-procedure", _("Danh mục không có thủ tục {code}.").format(code=given.code))
    held = BuildEstimate.objects.filter(procedure=procedure).first()
    row = set_estimate(
        actor=actor, procedure=procedure, cost=given.count, ground=given.source, version=held.version if held else 0
    )
    return {"code": procedure.code, "cost": row.cost, "ground": row.ground}


def _rule(actor: Actor, given: Namespace) -> Any:
    version = own_version(given.key)
    if given.what == "rule-off":
        return {"key": turn_off_rule(actor=actor, key=given.key, reason=given.source, version=version).key}
    if given.what == "rule-restore":
        restore_rule(actor=actor, key=given.key, version=version)
        return {"key": given.key}
    try:
        tables = tomllib.loads(_bytes(given.file).decode("utf-8")).get("rule", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError("bad-toml", _("Không đọc được tệp TOML: {why}.").format(why=error)) from error
    done = []
    for table in tables:
        key = str(table.get("key", ""))
        done.append(set_rule(actor=actor, table=table, reason=given.source, version=own_version(key)).key)
    return {"keys": done}


def _bytes(path: Path | None) -> bytes:
    if path is None or not path.is_file():
        raise UserError("no-file", _("Không có tệp {path}.").format(path=path or "--file"))
    return path.read_bytes()
