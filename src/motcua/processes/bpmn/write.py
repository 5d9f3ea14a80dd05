"""Writes a process as BPMN 2.0 XML with its diagram: one pool, a lane for each actor, no script, not executable."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from motcua.processes.bpmn.diagram import add_diagram
from motcua.processes.bpmn.names import OURS, PREFIXES, model, ours
from motcua.processes.drawing.layout import TO_EXCHANGE, drawing_of
from motcua.processes.drawing.shapes import Drawing
from motcua.processes.flow.flows import Flow, flows
from motcua.processes.flow.steps import Kind, Step, normal

ELEMENTS = {
    Kind.START: "startEvent",
    Kind.TASK: "task",
    Kind.DECISION: "exclusiveGateway",
    Kind.PARALLEL: "parallelGateway",
    Kind.HANDOVER: "sendTask",
    Kind.END: "endEvent",
}
_KEPT = ("channel", "time", "paper_in", "paper_out", "note", "code", "actor")


@dataclass(frozen=True, slots=True)
class Written:
    """What the diagram needs to know of the model: ids in the order of steps, lanes and ways."""

    pool: str
    lanes: tuple[str, ...]
    steps: tuple[str, ...]
    ways: tuple[tuple[Flow, str], ...]


def bpmn_of(steps: Sequence[Step], name: str) -> bytes:
    """The process as a BPMN file, UTF-8; the same steps give the same bytes."""
    rows = normal(steps)
    drawing = drawing_of(rows, TO_EXCHANGE)
    digest = hashlib.sha256(repr((name, rows)).encode("utf-8", "replace")).hexdigest()[:12]
    root = etree.Element(model("definitions"), nsmap=PREFIXES)
    root.set("id", f"Definitions_{digest}")
    root.set("name", name)
    root.set("targetNamespace", OURS)
    root.set("exporter", "Một Cửa")
    collaboration = _add(root, "collaboration", "Collaboration_1")
    _add(collaboration, "participant", "Participant_1", name=name, processRef="Process_1")
    process = _add(root, "process", "Process_1", name=name, isExecutable="false")
    lanes = _lanes(process, rows, drawing)
    ways = tuple((flow, f"Flow_{number}") for number, flow in enumerate(flows(rows), start=1))
    for place, step in enumerate(rows):
        _step(process, place, step, ways)
    for flow, name_of_way in ways:
        _way(process, rows, flow, name_of_way)
    ids = tuple(step_id(step) for step in rows)
    add_diagram(root, drawing, Written("Participant_1", lanes, ids, ways))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def step_id(step: Step) -> str:
    """The id of a step's element."""
    return f"Step_{step.key}"


def _add(parent: etree._Element, tag: str, identity: str, **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, model(tag))
    made.set("id", identity)
    for name, value in attributes.items():
        made.set(name, value)
    return made


def _lanes(process: etree._Element, rows: Sequence[Step], drawing: Drawing) -> tuple[str, ...]:
    if not rows:
        return ()
    together = _add(process, "laneSet", "LaneSet_1")
    ids = []
    for number, lane in enumerate(drawing.lanes):
        made = _add(together, "lane", f"Lane_{number + 1}", name=lane.name)
        for node in drawing.nodes:
            if node.lane == number:
                etree.SubElement(made, model("flowNodeRef")).text = step_id(node.step)
        ids.append(f"Lane_{number + 1}")
    return tuple(ids)


def _step(process: etree._Element, place: int, step: Step, ways: Sequence[tuple[Flow, str]]) -> None:
    made = _add(process, ELEMENTS[step.kind], step_id(step), name=step.name)
    if step.note:
        etree.SubElement(made, model("documentation")).text = step.note
    inside = etree.SubElement(etree.SubElement(made, model("extensionElements")), ours("step"))
    inside.set("number", str(place + 1))
    inside.set("key", step.key)
    for name in _KEPT:
        if getattr(step, name):
            inside.set(name, getattr(step, name))
    for flow, identity in ways:
        if flow.target == place:
            etree.SubElement(made, model("incoming")).text = identity
    for flow, identity in ways:
        if flow.source == place:
            etree.SubElement(made, model("outgoing")).text = identity


def _way(process: etree._Element, rows: Sequence[Step], flow: Flow, identity: str) -> None:
    ends = {"sourceRef": step_id(rows[flow.source]), "targetRef": step_id(rows[flow.target])}
    made = _add(process, "sequenceFlow", identity, **ends)
    if flow.label:
        made.set("name", flow.label)
