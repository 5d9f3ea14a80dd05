"""Brings the nodes of a BPMN file into one list of steps, each below what leads to it as far as that can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from motcua.processes.bpmn.graph import Edge, Graph, Thing
from motcua.processes.flow.steps import SPLITS, Branch, Kind, Step


def steps_of(graph: Graph) -> list[Step]:
    """The steps in order with their links; joins melt away, ways that fork without a gateway get one, open ends an end.

    A file that we wrote keeps its order, its keys and its rows.
    """
    if all(thing.own for thing in graph.things.values()):
        order = sorted(graph.things.values(), key=lambda thing: thing.place)
        return _linked(graph, order, {thing.identity: thing.step.key for thing in order}, own=True)
    _melt_joins(graph)
    _add_forks(graph)
    _add_ends(graph)
    order = [graph.things[identity] for identity in _ordered(graph)]
    keys = {thing.identity: f"s{number}" for number, thing in enumerate(order, start=1)}
    return _linked(graph, order, keys, own=False)


def _linked(graph: Graph, order: Sequence[Thing], keys: dict[str, str], own: bool) -> list[Step]:
    rows = []
    for place, thing in enumerate(order):
        below = order[place + 1].identity if place + 1 < len(order) else ""
        onward = graph.onward(thing.identity)
        then = ""
        branches: tuple[Branch, ...] = ()
        if thing.step.kind in SPLITS:
            branches = tuple(Branch(edge.label, keys[edge.target]) for edge in onward)
            if own and [(edge.label, edge.target) for edge in onward] == [("", below)]:
                branches = ()
        elif onward and onward[0].target != below:
            then = keys[onward[0].target]
        rows.append(replace(thing.step, key=keys[thing.identity], then=then, branches=branches))
    return rows


def _melt_joins(graph: Graph) -> None:
    """A gateway with one way out only brings ways together: what leads to it leads on."""
    for identity in [one for one, thing in graph.things.items() if thing.step.kind in SPLITS]:
        onward = graph.onward(identity)
        if len(onward) != 1 or onward[0].target == identity:
            continue
        target = onward[0].target
        graph.edges = [
            Edge(edge.source, target, edge.label) if edge.target == identity else edge
            for edge in graph.edges
            if edge.source != identity
        ]
        del graph.things[identity]


def _add_forks(graph: Graph) -> None:
    """Several ways out of a step that is no gateway are taken all at once (BPMN 2.0, 13.3.2)."""
    for identity, thing in list(graph.things.items()):
        onward = graph.onward(identity)
        if thing.step.kind in SPLITS or len(onward) < 2:
            continue
        fork = f"{identity}\x00fork"
        graph.add(Thing(fork, Step("", Kind.PARALLEL, "", thing.step.actor)))
        graph.edges = [Edge(fork, edge.target, edge.label) if edge in onward else edge for edge in graph.edges]
        graph.edges.append(Edge(identity, fork))
        graph.note(_("Bước “{name}” có nhiều đường ra, được ghi thành rẽ song song.").format(name=thing.step.name))


def _add_ends(graph: Graph) -> None:
    """A step without a way out ends the process there."""
    for identity, thing in list(graph.things.items()):
        if thing.step.kind != Kind.END and not graph.onward(identity):
            end = f"{identity}\x00end"
            graph.add(Thing(end, Step("", Kind.END, str(_("Kết thúc")), thing.step.actor)))
            graph.edges.append(Edge(identity, end))


def _ordered(graph: Graph) -> list[str]:
    """Depth first from the starts, a step only once everything that leads to it (but for ways back) stands above."""
    onward = {identity: [edge.target for edge in graph.onward(identity)] for identity in graph.things}
    back = _ways_back(graph, onward)
    waiting = dict.fromkeys(graph.things, 0)
    for source, targets in onward.items():
        for target in targets:
            waiting[target] += (source, target) not in back
    ready = [identity for identity in reversed(list(graph.things)) if not waiting[identity]]
    ready.sort(key=lambda identity: graph.things[identity].step.kind == Kind.START)
    order = []
    while ready:
        identity = ready.pop()
        order.append(identity)
        for target in reversed(onward[identity]):
            if (identity, target) not in back:
                waiting[target] -= 1
                if not waiting[target]:
                    ready.append(target)
    return order


def _ways_back(graph: Graph, onward: dict[str, list[str]]) -> set[tuple[str, str]]:
    """The ways that lead back to a step on the way to them; without them there is no circle."""
    back: set[tuple[str, str]] = set()
    state: dict[str, int] = {}
    begin = sorted(graph.things, key=lambda identity: graph.things[identity].step.kind != Kind.START)
    for root in begin:
        if root in state:
            continue
        stack = [(root, iter(onward[root]))]
        state[root] = 1
        while stack:
            identity, rest = stack[-1]
            target = next(rest, None)
            if target is None:
                state[identity] = 2
                stack.pop()
            elif target not in state:
                state[target] = 1
                stack.append((target, iter(onward[target])))
            elif state[target] == 1:
                back.add((identity, target))
    return back
