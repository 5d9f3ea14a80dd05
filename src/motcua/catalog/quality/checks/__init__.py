"""The checks, a module a family. Each has `KINDS` and `check(subject)`, a pure search that yields hits."""

from __future__ import annotations

from motcua.catalog.quality.checks import (
    agencies,
    api,
    basis,
    decisions,
    fees,
    names,
    online,
    papers,
    parts,
    texts,
    times,
)

ALL = (decisions, names, times, fees, papers, basis, parts, agencies, online, api, texts)
