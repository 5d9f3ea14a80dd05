"""The namespaces of BPMN 2.0 and our own, in which we keep what BPMN has no place for."""

from __future__ import annotations

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
INTERCHANGE = "http://www.omg.org/spec/DD/20100524/DI"
BOUNDS = "http://www.omg.org/spec/DD/20100524/DC"
OURS = "urn:motcua:quy-trinh:1"
PREFIXES = {None: MODEL, "bpmndi": DIAGRAM, "di": INTERCHANGE, "dc": BOUNDS, "motcua": OURS}


def model(name: str) -> str:
    """An element of the model."""
    return f"{{{MODEL}}}{name}"


def ours(name: str) -> str:
    """An element or attribute of ours."""
    return f"{{{OURS}}}{name}"
