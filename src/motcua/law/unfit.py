"""What the law's functions raise when they are asked with answers, weights or figures that cannot be judged.

The sentence is a Vietnamese template with `{named}` facts, as in a `Reason`; whoever shows it translates it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.law.words import Translate, show


class Unfit(ValueError):
    """A question that a person can mend: `code` is for machines, `field` names what is at fault."""

    def __init__(self, code: str, says: str, facts: Mapping[str, Any] | None = None, field: str = "") -> None:
        self.code, self.says, self.facts, self.field = code, says, dict(facts or {}), field
        super().__init__(self.text())

    def text(self, translate: Translate = str) -> str:
        """Return the sentence with its facts filled in, through `translate` (default: Vietnamese as written)."""
        return translate(self.says).format(**{name: show(value, translate) for name, value in self.facts.items()})
