"""Lays a process out: a column for each actor, a row for each step, lines that cross no step.

Each step has a row of its own, so that the height of its middle is free from one edge of the picture to the other.
A way to the step below goes straight down; every other way leaves by the side, runs in a track at the edge of a column
and comes in by the side. The same layout makes the picture and the diagram of the BPMN file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from motcua.processes.drawing.shapes import Drawing, Lane, Node, Part, Point, Way
from motcua.processes.drawing.wrapping import LINE, SIZE, width_of, wrapped
from motcua.processes.flow.flows import Flow, flows
from motcua.processes.flow.steps import SPLITS, WORK, Kind, Step

NODE_WIDTH = 180.0
SMALL = 12.0  # size of the words on ways and of times
_PAD, _TRACK, _EDGE = 22.0, 10.0, 8.0
_GAP = 34.0
_ROUND = 30.0
_PART = 1_000.0  # a part is at least this high, and as high as a page is beside its width
_PAGE = 1.35
_OFF = 7.0  # ways leave above the middle of a side and come in below it


@dataclass(frozen=True, slots=True)
class Look:
    """How splits are drawn: written in, or as the small diamonds of BPMN with the words beside."""

    small_splits: bool = False


TO_READ, TO_EXCHANGE = Look(), Look(small_splits=True)


def drawing_of(steps: Sequence[Step], look: Look = TO_READ) -> Drawing:
    """The picture of the steps; an empty list gives an empty picture."""
    actors = _actors(steps)
    names = list(dict.fromkeys([*filter(None, actors), *actors])) or [""]
    lane_of = [names.index(actor) for actor in actors]
    found = _merged(flows(steps))
    straight = [flow for flow in found if flow.target == flow.source + 1]
    tracks = _tracks([flow for flow in found if flow.target != flow.source + 1], lane_of)
    lanes, head = _lanes(names, tracks)
    nodes = _nodes(steps, lane_of, lanes, head, {flow.source: flow.label for flow in straight}, look)
    ways = tuple(_straight(flow, nodes) for flow in straight) + _around(tracks, nodes, lanes)
    height = (nodes[-1].bottom if nodes else head) + _GAP / 2
    width = sum(lane.width for lane in lanes) + 2 * _EDGE
    order = sorted(ways, key=lambda way: (way.source, way.target))
    return Drawing(width, height, head, lanes, nodes, tuple(order), _parts(nodes, head, width, height))


def _actors(steps: Sequence[Step]) -> list[str]:
    """In whose column each step stands; starts, splits and ends without a person stand where the way comes by."""
    actors = [step.actor for step in steps]
    for place, step in enumerate(steps):
        if not step.actor and step.kind not in WORK:
            before = next((actor for actor in reversed(actors[:place]) if actor), "")
            actors[place] = before or next((actor for actor in actors[place:] if actor), "")
    return actors


def _merged(found: Sequence[Flow]) -> list[Flow]:
    """Several branches to one step are one line with all their words."""
    labels: dict[tuple[int, int], list[str]] = {}
    for flow in found:
        labels.setdefault((flow.source, flow.target), []).append(flow.label)
    return [Flow(*ends, " / ".join(filter(None, words))) for ends, words in labels.items()]


@dataclass(frozen=True, slots=True)
class _Track:
    flow: Flow
    lane: int  # the track lies at the right edge of this lane
    place: int
    right: bool  # whether it leaves its source to the right
    enters_right: bool
    nth: int  # of the ways that leave the source on that side


def _tracks(found: Sequence[Flow], lane_of: Sequence[int]) -> list[_Track]:
    """A track for each way that is not straight; ways that run side by side get tracks of their own."""
    taken: dict[int, list[list[tuple[int, int]]]] = {}
    counts: dict[tuple[int, bool], int] = {}
    made = []
    for flow in sorted(found, key=lambda one: (abs(one.target - one.source), one.source)):
        source, target = lane_of[flow.source], lane_of[flow.target]
        right = target >= source
        if (flow.source, right) in counts and (flow.source, not right) not in counts and (right is False or source):
            right = not right
        lane = source if right else source - 1
        span = (min(flow.source, flow.target), max(flow.source, flow.target))
        columns = taken.setdefault(lane, [])
        place = next((n for n, spans in enumerate(columns) if all(_apart(span, one) for one in spans)), len(columns))
        if place == len(columns):
            columns.append([])
        columns[place].append(span)
        nth = counts.get((flow.source, right), 0)
        counts[(flow.source, right)] = nth + 1
        made.append(_Track(flow, lane, place, right, lane >= target, nth))
    return made


def _apart(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[1] < other[0] or other[1] < one[0]


def _lanes(names: Sequence[str], tracks: Sequence[_Track]) -> tuple[tuple[Lane, ...], float]:
    lanes = []
    x = _EDGE
    for number, name in enumerate(names):
        room = max((track.place + 1 for track in tracks if track.lane == number), default=0) * _TRACK
        width = NODE_WIDTH + 2 * _PAD + room
        lanes.append(Lane(name, wrapped(name, width - 16, 4), x, width))
        x += width
    lines = max((len(lane.lines) for lane in lanes), default=1)
    return tuple(lanes), _EDGE + max(lines, 1) * LINE + 18


def _nodes(
    steps: Sequence[Step],
    lane_of: Sequence[int],
    lanes: Sequence[Lane],
    head: float,
    straight: dict[int, str],
    look: Look,
) -> tuple[Node, ...]:
    nodes = []
    y = head + _GAP / 2
    for place, step in enumerate(steps):
        x = lanes[lane_of[place]].x + _PAD + NODE_WIDTH / 2
        node = _node(place, step, lane_of[place], x, y, look)
        nodes.append(node)
        words = wrapped(straight.get(place, ""), NODE_WIDTH * 0.8, 3, SMALL)
        y = node.bottom + _GAP + (12 + (len(words) - 1) * LINE if words else 0)
    return tuple(nodes)


def _node(place: int, step: Step, lane: int, x: float, top: float, look: Look) -> Node:
    if step.kind in (Kind.START, Kind.END):
        lines = wrapped(step.name, NODE_WIDTH, 3, SMALL)
        words = len(lines) * LINE
        above = words if step.kind == Kind.START else 0.0
        y = top + above + _ROUND / 2
        text_y = top + LINE - 4 if step.kind == Kind.START else y + _ROUND / 2 + LINE - 2
        return Node(place, step, lane, x, y, _ROUND, _ROUND, lines, text_y, top, top + words + _ROUND)
    inner = NODE_WIDTH - (20 if step.kind == Kind.TASK else 36 if step.kind in SPLITS else 56)
    lines = wrapped(f"{place + 1}. {step.name}", inner, 7)
    if step.kind in SPLITS and look.small_splits:
        height = 50.0
        return Node(place, step, lane, x, top + height / 2, 50.0, height, lines, top + LINE, top, top + height)
    rows = len(lines) + (1 if step.time else 0)
    height = max(rows * LINE + 18, 44.0)
    text_y = top + (height - rows * LINE) / 2 + SIZE
    return Node(place, step, lane, x, top + height / 2, NODE_WIDTH, height, lines, text_y, top, top + height)


def _straight(flow: Flow, nodes: Sequence[Node]) -> Way:
    """Down to the step below: straight, or across between the two rows."""
    above, below = nodes[flow.source], nodes[flow.target]
    middle = below.top - _GAP / 2
    corners: tuple[Point, ...] = ((above.x, above.bottom), (below.x, below.top))
    if above.x != below.x:
        corners = ((above.x, above.bottom), (above.x, middle), (below.x, middle), (below.x, below.top))
    lines = wrapped(flow.label, NODE_WIDTH * 0.8, 3, SMALL)
    return _said(Way(flow.source, flow.target, corners, lines), above.x + 5, above.bottom + LINE - 4)


def _around(tracks: Sequence[_Track], nodes: Sequence[Node], lanes: Sequence[Lane]) -> tuple[Way, ...]:
    """Out by the side, along the track, in by the side."""
    ways = []
    for track in tracks:
        source, target = nodes[track.flow.source], nodes[track.flow.target]
        lane = lanes[track.lane]
        x = lane.x + 2 * _PAD + NODE_WIDTH - _PAD / 2 + track.place * _TRACK
        start = source.side(track.right, 0.0 if source.step.kind in SPLITS else -_OFF)
        end = target.side(track.enters_right, _OFF)
        corners = (start, (x, start[1]), (x, end[1]), end)
        lines = wrapped(track.flow.label, NODE_WIDTH * 0.7, 2, SMALL)
        off = -5 - (len(lines) - 1) * LINE if track.nth == 0 else LINE * track.nth
        way = Way(track.flow.source, track.flow.target, corners, lines)
        room = max((width_of(line, SMALL) for line in lines), default=0.0)
        ways.append(_said(way, start[0] + 6 if track.right else start[0] - 6 - room, start[1] + off))
    return tuple(ways)


def _said(way: Way, x: float, y: float) -> Way:
    room = max((width_of(line, SMALL) for line in way.lines), default=0.0)
    return replace(way, label_x=x, label_y=y, label_width=room)


def _parts(nodes: Sequence[Node], head: float, width: float, height: float) -> tuple[Part, ...]:
    """Cut between rows into parts that fit a page at the picture's full width."""
    most = max(_PART, width * _PAGE) - head
    tops = [head]
    for node in nodes:
        if node.bottom + _GAP / 2 - tops[-1] > most and node.top - _GAP / 2 > tops[-1]:
            tops.append(node.top - _GAP / 2)
    ends = [*tops[1:], height]
    return tuple(Part(number, top, end - top) for number, (top, end) in enumerate(zip(tops, ends, strict=True), 1))
