"""What a picture consists of: lanes, nodes with their ports, ways with their corners. All lengths in one unit."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.processes.flow.steps import SPLITS, Kind, Step

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Lane:
    """What one actor does: a column from the head down. `lines` is the name as it fits."""

    name: str
    lines: tuple[str, ...]
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Node:
    """One step: the middle of its shape, the shape's size, its texts with their places, and the box of all of it."""

    place: int
    step: Step
    lane: int
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    text_y: float  # baseline of the first line
    top: float
    bottom: float

    @property
    def number(self) -> int:
        """The number that people see."""
        return self.place + 1

    @property
    def is_round(self) -> bool:
        """Whether it is a circle: start or end."""
        return self.step.kind in (Kind.START, Kind.END)

    @property
    def corners(self) -> tuple[Point, ...]:
        """The corners of a split's shape: a diamond drawn wide enough to be written in."""
        left, right = self.x - self.width / 2, self.x + self.width / 2
        top, bottom = self.y - self.height / 2, self.y + self.height / 2
        slant = min(self.slant, self.width / 2)
        return (
            (left, self.y),
            (left + slant, top),
            (right - slant, top),
            (right, self.y),
            (right - slant, bottom),
            (left + slant, bottom),
        )

    @property
    def slant(self) -> float:
        """How far the sloping sides of a split reach inwards."""
        return self.width / 2 if self.width <= self.height else 16.0

    def side(self, right: bool, off: float) -> Point:
        """The point on its left or right border that lies `off` below its middle."""
        reach = self.width / 2
        if self.is_round:
            reach = (max(reach * reach - off * off, 0.0)) ** 0.5
        elif self.step.kind in SPLITS:
            reach -= self.slant * abs(off) / (self.height / 2)
        return (self.x + reach if right else self.x - reach, self.y + off)


@dataclass(frozen=True, slots=True)
class Way:
    """A line from step to step with its corners, and where its words stand."""

    source: int
    target: int
    corners: tuple[Point, ...]
    lines: tuple[str, ...] = ()
    label_x: float = 0.0
    label_y: float = 0.0
    label_width: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the picture that fits a page: from `top` for `height` under the heads of the lanes."""

    number: int
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole picture; `head` is how far the names of the lanes reach down."""

    width: float
    height: float
    head: float
    lanes: tuple[Lane, ...]
    nodes: tuple[Node, ...]
    ways: tuple[Way, ...]
    parts: tuple[Part, ...]
