"""Every service has its web page, its API and its terminal command; what has not stands in one list with a reason."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

import motcua
from tests.house.parity import API, EXCEPTIONS, INNER, NOT_YET, TERMINAL, WEB
from tests.house.test_services_keep_the_contract import OURS

SOURCE = Path(motcua.__file__).parent
STARTS = {WEB: ("views",), API: ("api",), TERMINAL: ("management", "terminal")}
LANDED_GAPS = 9  # modules in NOT_YET; fewer each time


@cache
def names_in(room: str, face: str) -> frozenset[str]:
    """Every name that the modules of a face use."""
    found: set[str] = set()
    for path in (SOURCE / room).rglob("*.py"):
        if path.relative_to(SOURCE / room).parts[0].startswith(STARTS[face]):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Name):
                    found.add(node.id)
                elif isinstance(node, ast.Attribute):
                    found.add(node.attr)
    return frozenset(found)


def has_face(service: str, face: str) -> bool:
    """Whether the service is called by that face of its room."""
    return service.rpartition(".")[2] in names_in(service.split(".")[1], face)


@pytest.mark.parametrize("service", [name for name in OURS if name not in INNER])
def test_a_service_is_reached_by_page_api_and_terminal(service: str) -> None:
    module = service.rpartition(".")[0]
    missing = [face for face in STARTS if not has_face(service, face)]
    unexplained = [
        face for face in missing if (service, face) not in EXCEPTIONS and face not in NOT_YET.get(module, ())
    ]
    assert not unexplained, f"{service} has no {', '.join(unexplained)}: add it, or a reason to tests/house/parity.py"


def test_the_list_names_only_services_that_exist() -> None:
    named = {*INNER, *(service for service, _face in EXCEPTIONS)}
    assert not named - set(OURS)
    modules = {name.rpartition(".")[0] for name in OURS}
    assert not set(NOT_YET) - modules


def test_an_exception_that_is_none_any_more_is_struck_off() -> None:
    assert not [entry for entry in EXCEPTIONS if has_face(*entry)]


def test_every_exception_has_a_reason() -> None:
    assert all(len(reason.split()) > 3 for reason in [*INNER.values(), *EXCEPTIONS.values()])


def test_what_is_missing_grows_less() -> None:
    assert len(NOT_YET) <= LANDED_GAPS
