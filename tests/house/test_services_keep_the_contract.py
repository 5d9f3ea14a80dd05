"""Every write is a service: keyword-only, with an actor, documented, in one transaction; nothing else writes."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import sys
from pathlib import Path

import pytest

import motcua
from motcua.access.service import SERVICES
from motcua.access.table import PERMISSIONS

SOURCE = Path(motcua.__file__).parent
WRITERS = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
READ_ONLY = {"views", "selectors", "api", "forms"}


def _load_everything() -> None:
    for found in pkgutil.walk_packages([str(SOURCE)], "motcua."):
        if ".migrations" not in found.name and ".commands." not in found.name and not found.name.endswith("__main__"):
            if found.name in {"motcua.config.asgi", "motcua.config.wsgi"}:
                continue
            importlib.import_module(found.name)


_load_everything()


def _function(dotted: str):
    module = dotted
    while module and module not in sys.modules:
        module = module.rpartition(".")[0]
    found = sys.modules[module]
    for part in dotted[len(module) + 1 :].split("."):
        if part == "<locals>":
            return None
        found = getattr(found, part, None)
    return found


OURS = sorted(name for name in SERVICES if name.startswith("motcua."))


@pytest.mark.parametrize("name", OURS)
def test_a_service_takes_keywords_only_and_an_actor(name):
    function = _function(name)
    assert function is not None, f"{name} cannot be found under its name"
    parameters = inspect.signature(function).parameters.values()
    assert all(one.kind is inspect.Parameter.KEYWORD_ONLY for one in parameters), f"{name} takes positional arguments"
    assert "actor" in {one.name for one in parameters}, f"{name} takes no actor"
    assert name.rpartition(".")[2].startswith("_") or (function.__doc__ or "").strip(), f"{name} has no docstring"
    assert SERVICES[name] is None or SERVICES[name] in PERMISSIONS


def test_there_are_services():
    assert OURS


def _files(kinds: set[str]) -> list[Path]:
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        inside = path.relative_to(SOURCE).with_suffix("").parts
        if len(inside) > 1 and inside[1] in kinds:
            found.append(path)
    return found


@pytest.mark.parametrize("path", _files(READ_ONLY), ids=lambda path: str(path.relative_to(SOURCE)))
def test_views_and_reads_write_nothing(path):
    """A call of a queryset's or a model's writing method in a view, a read, a form or the machine API."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITERS:
            text = ast.unparse(node.func)
            if ".objects." in text or node.func.attr in {"bulk_create", "bulk_update", "get_or_create"}:
                found.append(f"line {node.lineno}: {text}")
    assert not found, found
