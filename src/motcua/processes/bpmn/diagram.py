"""The diagram of a BPMN file (BPMNDI): every lane, step and way with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from motcua.processes.bpmn.names import BOUNDS, DIAGRAM, INTERCHANGE
from motcua.processes.drawing.shapes import Drawing, Node, Way
from motcua.processes.drawing.wrapping import LINE, width_of
from motcua.processes.flow.steps import SPLITS, Kind

if TYPE_CHECKING:
    from motcua.processes.bpmn.write import Written

_BAND = 30.0  # the pool's own name stands above the lanes


def add_diagram(root: etree._Element, drawing: Drawing, written: Written) -> None:
    """Add the diagram: the pool and its lanes stand upright, as the table is read from top to bottom."""
    diagram = etree.SubElement(root, f"{{{DIAGRAM}}}BPMNDiagram")
    diagram.set("id", "Diagram_1")
    plane = etree.SubElement(diagram, f"{{{DIAGRAM}}}BPMNPlane")
    plane.set("id", "Plane_1")
    plane.set("bpmnElement", "Collaboration_1")
    left = drawing.lanes[0].x if drawing.lanes else 0.0
    wide = sum(lane.width for lane in drawing.lanes) or 200.0
    _shape(plane, written.pool, left, -_BAND, wide, drawing.height + _BAND, upright=True)
    for lane, identity in zip(drawing.lanes, written.lanes, strict=False):
        _shape(plane, identity, lane.x, 0.0, lane.width, drawing.height, upright=True)
    for node in drawing.nodes:
        shape = _shape(
            plane,
            written.steps[node.place],
            node.x - node.width / 2,
            node.y - node.height / 2,
            node.width,
            node.height,
        )
        _words_beside(shape, node)
    by_ends = {(way.source, way.target): way for way in drawing.ways}
    for flow, identity in written.ways:
        _edge(plane, identity, by_ends[(flow.source, flow.target)], flow.label)


def _shape(
    plane: etree._Element, element: str, x: float, y: float, width: float, height: float, upright: bool = False
) -> etree._Element:
    made = etree.SubElement(plane, f"{{{DIAGRAM}}}BPMNShape")
    made.set("id", f"Shape_{element}")
    made.set("bpmnElement", element)
    if upright:
        made.set("isHorizontal", "false")
    _bounds(made, x, y, width, height)
    return made


def _bounds(parent: etree._Element, x: float, y: float, width: float, height: float) -> None:
    made = etree.SubElement(parent, f"{{{BOUNDS}}}Bounds")
    for name, value in (("x", x), ("y", y), ("width", width), ("height", height)):
        made.set(name, _number(value))


def _words_beside(shape: etree._Element, node: Node) -> None:
    """Events and gateways have their names beside them."""
    if not node.step.name or not (node.is_round or node.step.kind in SPLITS):
        return
    label = etree.SubElement(shape, f"{{{DIAGRAM}}}BPMNLabel")
    width = max((width_of(line) for line in node.lines), default=40.0)
    height = max(len(node.lines), 1) * LINE
    if node.step.kind in SPLITS:
        _bounds(label, node.x + node.width / 2, node.top - height / 2, width, height)
    else:
        top = node.top if node.step.kind == Kind.START else node.y + node.height / 2
        _bounds(label, node.x - width / 2, top, width, height)


def _edge(plane: etree._Element, element: str, way: Way, words: str) -> None:
    made = etree.SubElement(plane, f"{{{DIAGRAM}}}BPMNEdge")
    made.set("id", f"Edge_{element}")
    made.set("bpmnElement", element)
    for x, y in way.corners:
        point = etree.SubElement(made, f"{{{INTERCHANGE}}}waypoint")
        point.set("x", _number(x))
        point.set("y", _number(y))
    if words:
        label = etree.SubElement(made, f"{{{DIAGRAM}}}BPMNLabel")
        _bounds(label, way.label_x, way.label_y - LINE + 4, max(way.label_width, 20.0), max(len(way.lines), 1) * LINE)


def _number(value: float) -> str:
    return f"{value:.1f}"
