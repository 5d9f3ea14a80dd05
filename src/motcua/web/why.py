"""What "Vì sao?" shows: the judgement's steps in words, each with the rules it rests on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext

from motcua.law.words import CONFIDENCE_WORDS

Linker = Callable[[dict[str, Any]], str | None]
_linkers: list[Linker] = []


def register_linker(linker: Linker) -> None:
    """Let the room that owns the pages of the law say where a rule is shown (None: no page)."""
    if linker not in _linkers:
        _linkers.append(linker)


def _rule(rule: dict[str, Any]) -> dict[str, Any]:
    url = rule.get("url") or next((url for url in (linker(rule) for linker in _linkers) if url), None)
    confidence = str(rule.get("confidence") or "D")
    return {
        "key": rule.get("key", ""),
        "source": rule.get("source") or ", ".join(filter(None, (rule.get("article"), rule.get("instrument")))),
        "confidence": rule.get("confidence_words") or gettext(CONFIDENCE_WORDS.get(confidence, confidence)),
        "sure": confidence in {"A", "B"} and rule.get("verified", True) and not rule.get("contested", False),
        "contested": bool(rule.get("contested")),
        "local": rule.get("layer") == "local",
        "note": rule.get("note", ""),
        "url": url,
    }


def steps(explained: Any) -> list[dict[str, Any]]:
    """The steps of an `Explained` (or of what its `to_dict` gave): text, rules, and whether it is a warning.

    Raises `KeyError` for a dictionary without `why`.
    """
    given = explained if isinstance(explained, dict) else explained.to_dict(gettext)
    return [
        {
            "text": reason["text"],
            "warning": bool(reason.get("warning")),
            "rules": [_rule(rule) for rule in reason.get("rules", ())],
        }
        for reason in given["why"]
    ]
