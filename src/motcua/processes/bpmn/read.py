"""Reads a BPMN 2.0 file into steps. What the steps have no place for is told, not silently dropped.

Scripts, expressions, forms and extensions of other tools are neither run nor kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from lxml import etree

from motcua.processes.bpmn.graph import Edge, Graph, Thing
from motcua.processes.bpmn.names import MODEL, model, ours
from motcua.processes.bpmn.order import steps_of
from motcua.processes.bpmn.safe import opened
from motcua.processes.flow.steps import MOST_STEPS, Kind, Step, normal
from motcua.web.faults import UserError

_TASKS = {
    "task", "userTask", "manualTask", "serviceTask", "scriptTask", "businessRuleTask", "receiveTask",
    "callActivity", "subProcess", "transaction", "adHocSubProcess", "intermediateCatchEvent",
}  # fmt: skip
KINDS = {
    **dict.fromkeys(_TASKS, Kind.TASK),
    "sendTask": Kind.HANDOVER,
    "intermediateThrowEvent": Kind.HANDOVER,
    "startEvent": Kind.START,
    "endEvent": Kind.END,
    "exclusiveGateway": Kind.DECISION,
    "inclusiveGateway": Kind.DECISION,
    "eventBasedGateway": Kind.DECISION,
    "complexGateway": Kind.DECISION,
    "parallelGateway": Kind.PARALLEL,
}
_INSIDES = ("subProcess", "transaction", "adHocSubProcess")


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds: its name, the steps, and what was left out or changed in words."""

    name: str
    steps: tuple[Step, ...]
    notes: tuple[str, ...] = ()


def read_bpmn(data: bytes) -> Read:
    """Read a BPMN file. Raises `UserError` for one that is no BPMN 2.0, is unsafe, or has no or too many steps."""
    root = opened(data)
    if root.tag != model("definitions"):
        raise UserError("bpmn-other", _("Tệp không phải mô hình BPMN 2.0."), field="file")
    graph = Graph()
    for process in root.findall(model("process")):
        _take_process(graph, process, _pool_of(root, process))
    if not graph.things:
        raise UserError("bpmn-empty", _("Mô hình không có bước nào."), field="file")
    if len(graph.things) > MOST_STEPS:
        words = _("Mô hình có {n} bước, nhiều nhất nhận {most}.").format(n=len(graph.things), most=MOST_STEPS)
        raise UserError("bpmn-many", words, field="file")
    _left_out(graph, root)
    steps = normal(steps_of(graph))
    if len(steps) > MOST_STEPS:
        raise UserError("bpmn-many", _("Mô hình có quá nhiều bước."), field="file")
    return Read(_name(root), steps, tuple(dict.fromkeys(graph.notes)))


def _pool_of(root: etree._Element, process: etree._Element) -> str:
    for participant in root.iterfind(f"{model('collaboration')}/{model('participant')}"):
        if participant.get("processRef") == process.get("id"):
            return participant.get("name") or ""
    return ""


def _name(root: etree._Element) -> str:
    named = [root.get("name")]
    named += [one.get("name") for one in root.iterfind(f"{model('collaboration')}/{model('participant')}")]
    named += [one.get("name") for one in root.iterfind(model("process"))]
    return next((" ".join(name.split()) for name in named if name and name.strip()), "")[:500]


def _take_process(graph: Graph, process: etree._Element, pool: str) -> None:
    lanes = _lanes(process)
    for element in process:
        kind = KINDS.get(_local(element))
        identity = element.get("id")
        if kind is not None and identity:
            step = _step(element, kind, lanes.get(identity) or pool)
            place, direct = _ours_of(element)
            graph.add(Thing(identity, step, place, direct))
        elif _local(element) == "sequenceFlow":
            words = " ".join((element.get("name") or "").split())
            graph.edges.append(Edge(element.get("sourceRef") or "", element.get("targetRef") or "", words))
        elif _local(element) == "boundaryEvent":
            graph.note(_("Bỏ sự kiện gắn trên bước: “{name}”.").format(name=element.get("name") or identity))
    inner = (node for name in _INSIDES for sub in process.iterfind(model(name)) for node in sub)
    if any(_local(node) in KINDS for node in inner):
        graph.note(_("Quy trình con được nhập thành một bước; các bước bên trong không được lấy."))


def _lanes(process: etree._Element) -> dict[str, str]:
    """The innermost lane's name by the id of what stands in it."""
    found: dict[str, str] = {}
    for lane in process.iter(model("lane")):
        name = " ".join((lane.get("name") or "").split())
        for reference in lane.iterfind(model("flowNodeRef")):
            if reference.text and name:
                found[reference.text.strip()] = name
    return found


def _step(element: etree._Element, kind: Kind, actor: str) -> Step:
    name = " ".join((element.get("name") or "").split())
    note = "\n".join(one.text for one in element.iterfind(model("documentation")) if one.text)
    step = Step("", kind, name, actor, note=note)
    inside = element.find(f"{model('extensionElements')}/{ours('step')}")
    if inside is None:
        return step if name or kind not in (Kind.START, Kind.END) else replace(step, name=_unnamed(kind))
    return replace(
        step,
        name=element.get("name") or "",
        key=inside.get("key") or "",
        actor=inside.get("actor") or "",
        channel=inside.get("channel") or "",
        time=inside.get("time") or "",
        paper_in=inside.get("paper_in") or "",
        paper_out=inside.get("paper_out") or "",
        code=inside.get("code") or "",
    )


def _unnamed(kind: Kind) -> str:
    return str(_("Bắt đầu") if kind == Kind.START else _("Kết thúc"))


def _ours_of(element: etree._Element) -> tuple[int, bool]:
    """The number of the row in a file that we wrote, 0 in others'."""
    inside = element.find(f"{model('extensionElements')}/{ours('step')}")
    number = inside.get("number", "") if inside is not None else ""
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 0
    return place, place > 0


def _left_out(graph: Graph, root: etree._Element) -> None:
    said = {
        "messageFlow": _("Bỏ các luồng thông điệp giữa các bên."),
        "dataObjectReference": _("Bỏ các đối tượng dữ liệu; ghi giấy tờ vào, giấy tờ ra của từng bước."),
        "dataStoreReference": _("Bỏ các kho dữ liệu; ghi giấy tờ vào, giấy tờ ra của từng bước."),
        "scriptTask": _("Mã lệnh trong bước không được giữ và không bao giờ chạy."),
        "script": _("Mã lệnh trong bước không được giữ và không bao giờ chạy."),
        "conditionExpression": _("Biểu thức điều kiện không được giữ; chỉ giữ tên của nhánh."),
        "textAnnotation": _("Bỏ các chú thích trên sơ đồ."),
    }
    for element in root.iter(f"{{{MODEL}}}*"):
        words = said.get(_local(element))
        if words:
            graph.note(words)


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.removeprefix(f"{{{MODEL}}}") if isinstance(tag, str) and tag.startswith(f"{{{MODEL}}}") else ""
