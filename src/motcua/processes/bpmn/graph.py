"""What a BPMN file says before it is brought into an order: things and the ways between them."""

from __future__ import annotations

from dataclasses import dataclass, field

from motcua.processes.flow.steps import Step


@dataclass(frozen=True, slots=True)
class Thing:
    """One node: its id in the file, its step, the row it had where we wrote the file (`own`)."""

    identity: str
    step: Step
    place: int = 0
    own: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """One way from node to node by their ids."""

    source: str
    target: str
    label: str = ""


@dataclass(slots=True)
class Graph:
    """All nodes and ways of a file, and what has to be said of it."""

    things: dict[str, Thing] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, thing: Thing) -> None:
        """Take a node; the first of an id counts."""
        self.things.setdefault(thing.identity, thing)

    def note(self, words: str) -> None:
        """Say something of the file."""
        self.notes.append(words)

    def onward(self, identity: str) -> list[Edge]:
        """The ways out of a node to nodes that there are."""
        return [edge for edge in self.edges if edge.source == identity and edge.target in self.things]
