"""What leads where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.processes.flow.steps import SPLITS, Kind, Step


@dataclass(frozen=True, slots=True)
class Flow:
    """From one step to another by their places in the list; `label` is what is said on the way."""

    source: int
    target: int
    label: str = ""


def flows(steps: Sequence[Step]) -> tuple[Flow, ...]:
    """Every way from step to step, in the order of the steps and of their branches."""
    places = {step.key: place for place, step in enumerate(steps)}
    found: list[Flow] = []
    for place, step in enumerate(steps):
        if step.kind in SPLITS and step.branches:
            found += [Flow(place, places[way.to], way.label) for way in step.branches if way.to in places]
        elif step.kind != Kind.END:
            target = places.get(step.then, place + 1) if step.then else place + 1
            if target < len(steps):
                found.append(Flow(place, target))
    return tuple(found)
