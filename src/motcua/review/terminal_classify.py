"""`motcua review classify`: the level of a service from answers in a file, with the reasons.

Needs no procedures, no campaign and no account. Works before the database is set up: then by the shipped rules alone.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.commands import a_day
from motcua.review.classifying import judge_all, rules_in_force
from motcua.web.faults import UserError

VERBS = {"classify": "the level of an online service from answers in a JSON file, and why"}


def arguments_classify(parser: ArgumentParser) -> None:
    """What `classify` takes."""
    parser.add_argument(
        "--answers", required=True, metavar="FILE", help="one object or a list of them; - reads standard input"
    )
    parser.add_argument("--on", type=a_day, metavar="DATE", help="the day whose rules hold; else today")


def verb_classify(given: Namespace) -> dict[str, Any] | list[dict[str, Any]]:
    """One verdict for one object of answers, a list for a list. Raises `UserError` for bad input."""
    return judge_all(read_json(given.answers), given.on or timezone.localdate(), rules_in_force())


def lines(result: dict[str, Any]) -> Iterator[str]:
    """Yield a verdict as a person reads it: the level, then a line a reason with its sources."""
    yield str(result["level"])
    for reason in result["why"]:
        sources = "; ".join(", ".join(filter(None, (one["article"], one["instrument"]))) for one in reason["rules"])
        yield f"  {'! ' if reason['warning'] else ''}{reason['text']}{f' [{sources}]' if sources else ''}"


def read_json(name: str) -> Any:
    """Return what a JSON file holds; "-" is standard input. Raises `UserError` for one that cannot be read."""
    try:
        text = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UserError("no-such-file", _("Không đọc được tệp {path}.").format(path=name), field="answers") from error
    try:
        return json.loads(text.decode("utf-8-sig"), object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        raise UserError("not-utf8", _("Tệp {path} không phải UTF-8.").format(path=name), field="answers") from error
    except (ValueError, RecursionError) as error:
        message = _("Tệp {path} không phải JSON hợp lệ: {why}").format(path=name, why=error)
        raise UserError("not-json", message, field="answers") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object that says the same key twice: nobody could tell which answer counts."""
    table = dict(pairs)
    if len(table) != len(pairs):
        twice = next(key for place, (key, _value) in enumerate(pairs) if key in dict(pairs[:place]))
        raise ValueError(_("khóa {key} ghi hai lần").format(key=twice))
    return table
