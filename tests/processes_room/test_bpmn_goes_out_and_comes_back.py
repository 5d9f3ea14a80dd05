"""BPMN 2.0: what we write is whole and comes back the same; what others wrote is read; hostile files are refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from lxml import etree

from motcua.processes.bpmn.names import BOUNDS, DIAGRAM, INTERCHANGE, MODEL
from motcua.processes.bpmn.read import KINDS, read_bpmn
from motcua.processes.bpmn.safe import MOST_BYTES
from motcua.processes.bpmn.write import bpmn_of
from motcua.processes.flow.flows import flows
from motcua.processes.flow.steps import Kind, Step, normal
from motcua.web.faults import UserError
from tests.processes_room.conftest import a_flow
from tests.processes_room.strategies import PROCESSES

M, D = f"{{{MODEL}}}", f"{{{DIAGRAM}}}"
HEAD = f'<definitions xmlns="{MODEL}" targetNamespace="urn:x">'


def structure(data: bytes) -> list[str]:
    """What is wrong with the structure of a BPMN file with one process, as the standard has it."""
    root = etree.fromstring(data)
    faults = []
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    faults += ["an id occurs twice"] if len(set(ids)) < len(ids) else []
    nodes = {one.get("id"): one for one in root.iter() if etree.QName(one).localname in KINDS}
    ways = {one.get("id"): one for one in root.iter(f"{M}sequenceFlow")}
    for identity, way in ways.items():
        source, target = nodes.get(way.get("sourceRef")), nodes.get(way.get("targetRef"))
        if source is None or target is None:
            faults.append(f"{identity} leads from or to nothing")
            continue
        if identity not in [one.text for one in source.findall(f"{M}outgoing")]:
            faults.append(f"{identity} is not named by its source")
        if identity not in [one.text for one in target.findall(f"{M}incoming")]:
            faults.append(f"{identity} is not named by its target")
        if source.tag == f"{M}endEvent":
            faults.append(f"{identity} leaves an end")
    in_lanes = [one.text for one in root.iter(f"{M}flowNodeRef")]
    if sorted(in_lanes) != sorted(nodes):
        faults.append("not every node stands in one lane")
    lanes = {one.get("id") for one in root.iter(f"{M}lane")}
    pools = {one.get("id") for one in root.iter(f"{M}participant")}
    shapes = {one.get("bpmnElement"): one for one in root.iter(f"{D}BPMNShape")}
    edges = {one.get("bpmnElement"): one for one in root.iter(f"{D}BPMNEdge")}
    if set(shapes) != set(nodes) | lanes | pools:
        faults.append("shapes and elements differ")
    if set(edges) != set(ways):
        faults.append("edges and ways differ")
    faults += [f"{name} has no bounds" for name, one in shapes.items() if one.find(f"{{{BOUNDS}}}Bounds") is None]
    faults += [
        f"{name} has no way" for name, one in edges.items() if len(one.findall(f"{{{INTERCHANGE}}}waypoint")) < 2
    ]
    faults += ["a script"] if list(root.iter(f"{M}script", f"{M}scriptTask", f"{M}conditionExpression")) else []
    return faults


def order_of_children(data: bytes) -> None:
    """The schema's order: documentation, extensionElements, incoming, outgoing."""
    wanted = ["documentation", "extensionElements", "incoming", "outgoing"]
    for node in etree.fromstring(data).iter():
        if etree.QName(node).localname in KINDS:
            places = [wanted.index(etree.QName(child).localname) for child in node]
            assert places == sorted(places)


@settings(max_examples=150, deadline=None)
@given(PROCESSES)
def test_every_process_comes_back_as_it_went(steps):
    data = bpmn_of(steps, "Quy trình <thử> & nghiệm")
    assert structure(data) == []
    order_of_children(data)
    if steps:
        read = read_bpmn(data)
        assert read.steps == steps
        assert read.notes == ()


def test_the_same_steps_give_the_same_bytes():
    assert bpmn_of(a_flow(), "A") == bpmn_of(a_flow(), "A")
    assert read_bpmn(bpmn_of(a_flow(), "Đăng ký khai sinh")).name == "Đăng ký khai sinh"


def test_a_process_is_never_executable_and_its_way_ends_touch_its_shapes():
    root = etree.fromstring(bpmn_of(a_flow(), "A"))
    assert [one.get("isExecutable") for one in root.iter(f"{M}process")] == ["false"]
    boxes = {}
    for shape in root.iter(f"{D}BPMNShape"):
        box = shape.find(f"{{{BOUNDS}}}Bounds")
        boxes[shape.get("bpmnElement")] = [float(box.get(name)) for name in ("x", "y", "width", "height")]
    ways = {one.get("id"): one for one in root.iter(f"{M}sequenceFlow")}
    for edge in root.iter(f"{D}BPMNEdge"):
        points = [(float(one.get("x")), float(one.get("y"))) for one in edge.iter(f"{{{INTERCHANGE}}}waypoint")]
        way = ways[edge.get("bpmnElement")]
        for (x, y), name in ((points[0], way.get("sourceRef")), (points[-1], way.get("targetRef"))):
            left, top, width, height = boxes[name]
            assert left - 1 <= x <= left + width + 1
            assert top - 1 <= y <= top + height + 1


@pytest.mark.shared_data
@pytest.mark.parametrize(
    "name", ["A.1.0", "A.2.0", "A.2.1", "A.3.0", "A.4.0", "A.4.1", "B.1.0", "C.1.0", "C.3.0", "C.5.0"]
)
def test_models_of_other_tools_are_read_and_go_round(shared_data, name):
    """The reference models of the interchange group: every task, its lane, every way between steps."""
    data = (shared_data / "bpmn-miwg" / f"{name}.bpmn").read_bytes()
    read = read_bpmn(data)
    root = etree.fromstring(data)
    tasks = [
        " ".join((one.get("name") or "").split())
        for process in root.findall(f"{M}process")
        for one in process
        if etree.QName(one).namespace == MODEL and KINDS.get(etree.QName(one).localname) in (Kind.TASK, Kind.HANDOVER)
    ]
    work = [step.name for step in read.steps if step.kind in (Kind.TASK, Kind.HANDOVER)]
    assert sorted(work) == sorted(tasks)
    lanes = {" ".join((one.get("name") or "").split()) for one in root.iter(f"{M}lane")}
    assert lanes - {""} <= {step.actor for step in read.steps} or name == "C.1.0"
    again = bpmn_of(read.steps, read.name)
    assert structure(again) == []
    assert read_bpmn(again).steps == read.steps


@pytest.mark.shared_data
def test_the_order_of_a_model_follows_its_ways(shared_data):
    steps = read_bpmn((shared_data / "bpmn-miwg" / "A.2.0.bpmn").read_bytes()).steps
    assert [step.kind for step in steps][:3] == [Kind.START, Kind.TASK, Kind.DECISION]
    back = [flow for flow in flows(steps) if flow.target < flow.source]
    assert back == [], "no circle in the model, none in the list"


def test_what_has_no_place_is_told_and_scripts_are_gone():
    model = f"""{HEAD}<process id="p"><startEvent id="a"/><scriptTask id="b" name="Tính phí"><script>import os</script>
    </scriptTask><exclusiveGateway id="g" name="Đủ?"/>
    <task id="c" name="Ghi sổ"/><endEvent id="d"/>
    <boundaryEvent id="t" name="Quá hạn" attachedToRef="b"/>
    <sequenceFlow id="1" sourceRef="a" targetRef="b"/><sequenceFlow id="2" sourceRef="b" targetRef="g"/>
    <sequenceFlow id="3" name="Đủ" sourceRef="g" targetRef="c">
    <conditionExpression>__import__('os')</conditionExpression>
    </sequenceFlow><sequenceFlow id="4" name="Thiếu" sourceRef="g" targetRef="d"/></process></definitions>"""
    read = read_bpmn(model.encode())
    assert [step.name for step in read.steps] == ["Bắt đầu", "Tính phí", "Đủ?", "Ghi sổ", "Kết thúc", "Kết thúc"]
    said = " ".join(read.notes)
    for words in ("Quá hạn", "Mã lệnh", "Biểu thức điều kiện"):
        assert words in said
    assert b"import" not in bpmn_of(read.steps, "x")


def test_a_fork_without_a_gateway_and_an_open_end_are_named():
    model = f"""{HEAD}<process id="p"><startEvent id="a"/><task id="b" name="B"/>
    <task id="c" name="C"/><task id="d" name="D"/>
    <sequenceFlow id="1" sourceRef="a" targetRef="b"/><sequenceFlow id="2" sourceRef="b" targetRef="c"/>
    <sequenceFlow id="3" sourceRef="b" targetRef="d"/></process></definitions>"""
    read = read_bpmn(model.encode())
    kinds = [step.kind for step in read.steps]
    assert kinds.count(Kind.PARALLEL) == 1
    assert kinds.count(Kind.END) == 2
    assert any("rẽ song song" in note for note in read.notes)


BOMB = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
HOSTILE = {
    "an entity": BOMB + f"{HEAD}&b;</definitions>".encode(),
    "an outer entity": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + f"{HEAD}&x;</definitions>".encode(),
    "a type in another encoding": (BOMB.decode() + f"{HEAD}</definitions>").encode("utf-16"),
    "too deep": HEAD.encode() + b"<a>" * 5_000 + b"</a>" * 5_000 + b"</definitions>",
    "too many elements": HEAD.encode() + b"<a/>" * 60_000 + b"</definitions>",
    "too large": b"<a>" + b" " * MOST_BYTES + b"</a>",
    "not XML": b"Xin ch\xc3\xa0o",
    "broken": f"{HEAD}<process>".encode(),
    "an unknown encoding": b'<?xml version="1.0" encoding="la-la"?><a/>',
    "another language": b"<html/>",
    "no step": f'{HEAD}<process id="p"/></definitions>'.encode(),
    "a NUL": f"{HEAD}\x00</definitions>".encode(),
    "nothing": b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence(name):
    with pytest.raises(UserError) as refused:
        read_bpmn(HOSTILE[name])
    assert refused.value.field == "file"
    assert refused.value.message.endswith(".")


def test_more_steps_than_a_process_may_have_are_refused():
    tasks = "".join(f'<task id="t{number}" name="x"/>' for number in range(400))
    with pytest.raises(UserError, match="nhiều nhất"):
        read_bpmn(f'{HEAD}<process id="p">{tasks}</process></definitions>'.encode())


def test_numbers_that_a_stranger_put_into_our_place_do_no_harm():
    steps = normal([Step("s1", Kind.START, "a"), Step("s2", Kind.END, "b")])
    data = bpmn_of(steps, "x").replace(b'number="1"', b'number="99999999999"').replace(b'key="s2"', b'key="S X"')
    assert [step.name for step in read_bpmn(data).steps] == ["a", "b"]
