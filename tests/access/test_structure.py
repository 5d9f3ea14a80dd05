"""The permission table, the routes and the services fit together."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

import motcua
from motcua.access import urls
from motcua.access.roles import ROLE_LABELS, SECOND_FACTOR_ROLES, Role
from motcua.access.routes import PUBLIC, SIGNED_IN_RULE
from motcua.access.table import PERMISSIONS, SIGNED_IN, roles_with

SOURCE = Path(motcua.__file__).parent


def routes(patterns, prefix: str = "") -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += routes(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            found.append((prefix + str(pattern.pattern), pattern.callback))
    return found


def test_every_route_of_accounts_declares_its_rule():
    for address, view in routes(urls.urlpatterns):
        rule = getattr(view, "access_rule", None)
        assert rule in {PUBLIC, SIGNED_IN_RULE} or rule in PERMISSIONS, address


def test_every_route_of_the_log_asks_for_the_permission_to_read_it():
    from motcua.audit import urls as log

    for address, view in routes(log.urlpatterns):
        assert view.access_rule == "audit.view", address


def test_public_routes_of_accounts_are_those_of_signing_in():
    public = {address for address, view in routes(urls.urlpatterns) if view.access_rule == PUBLIC}
    assert all(re.match(r"tai-khoan/(dang-|da-khoa|dat-mat-khau|buoc-hai/xac-thuc|dinh-danh)", path) for path in public)


def test_the_administration_site_and_the_library_routes_are_not_there():
    addresses = [address for address, _view in routes(get_resolver().url_patterns)]
    assert not [address for address in addresses if re.search(r"admin|accounts/|signup|password/reset", address)]


def test_every_permission_has_words_and_at_least_one_role():
    for name, row in PERMISSIONS.items():
        assert re.fullmatch(r"[a-z]+\.[a-z_]+", name)
        assert str(row.words)
        assert row.roles, name
        assert row.roles <= set(Role)


def test_every_role_has_words():
    assert set(ROLE_LABELS) == set(Role)


def test_the_administrator_of_the_system_holds_no_right_over_content():
    held = {name for name, row in PERMISSIONS.items() if Role.SYSTEM_ADMIN in row.roles}
    writing = {name for name in held if re.match(r"(catalog|rulebook)\.", name) and name not in _open_to_all()}
    assert not writing


def _open_to_all() -> set[str]:
    return {name for name, row in PERMISSIONS.items() if row.roles == SIGNED_IN}


def test_citizens_hold_no_permission():
    for name, row in PERMISSIONS.items():
        assert not row.roles & {Role.APPLICANT, Role.REPRESENTATIVE}, name


def test_whoever_manages_accounts_needs_a_second_factor():
    for name in ("access.manage", "access.token", "audit.seal"):
        assert roles_with(name) <= SECOND_FACTOR_ROLES


def test_an_unknown_permission_is_an_error_at_import():
    from motcua.access.routes import route
    from motcua.access.service import service

    with pytest.raises(KeyError):
        route("khong.co")
    with pytest.raises(KeyError):
        service(permission="khong.co")


def _decorated(tree: ast.Module) -> list[ast.FunctionDef]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any(
            isinstance(mark, ast.Call) and getattr(mark.func, "id", "") == "service" for mark in node.decorator_list
        )
    ]


def test_services_take_an_actor_and_only_named_arguments():
    checked = 0
    for path in [*SOURCE.glob("*/services.py"), *SOURCE.glob("*/services/*.py")]:
        for node in _decorated(ast.parse(path.read_text(encoding="utf-8"))):
            names = [argument.arg for argument in node.args.kwonlyargs]
            assert names[:1] == ["actor"], f"{path.name}: {node.name}"
            assert not node.args.args, f"{path.name}: {node.name} takes positional arguments"
            checked += 1
    assert checked > 15


def test_only_the_sink_makes_rows_of_the_log():
    making = re.compile(r"INSERT INTO audit_entry|\bEntry\.objects\.(create|bulk_create)")
    makers = {path.name for path in SOURCE.rglob("*.py") if making.search(path.read_text(encoding="utf-8"))}
    assert makers == {"append_postgresql.py", "append_sqlite.py"}


def test_secrets_never_reach_the_log_of_the_server():
    """No statement of the room writes to a logger what could hold a secret."""
    for path in (SOURCE / "access").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "print(" not in text, path
        assert not re.search(r"log(ger)?\.(debug|info|warning|error)\(", text), path


def test_models_with_owners_say_who_may_see_their_rows():
    from motcua.access.models import ApiToken, User

    for model in (User, ApiToken):
        assert "visible_to" in dir(model.objects)
        assert inspect.getdoc(model.objects.all().visible_to)
