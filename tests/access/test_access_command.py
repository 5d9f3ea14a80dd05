"""The same from a terminal."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from motcua.access.models import ApiToken, User
from motcua.access.roles import Role
from motcua.access.table import PERMISSIONS
from motcua.access.tokens import authenticate
from motcua.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(capsys):
    def call(verb: str, *words: str, **options: object):
        call_command("access", verb, *words, json=True, **options)
        return json.loads(capsys.readouterr().out)

    return call


def test_an_account_is_made_with_a_link_listed_locked_and_opened(told, client):
    made = told("create", "kiemsoat", label="Kiểm soát thủ tục")
    path = made["link"].partition("//")[2].partition("/")[2]
    assert client.get(f"/{path}").status_code == 200
    assert [row["username"] for row in told("users", text="kiem")] == ["kiemsoat"]
    assert told("deactivate", "kiemsoat")["active"] is False
    assert told("activate", "kiemsoat")["active"] is True
    assert Entry.objects.filter(via="terminal", actor=None).count() >= 4


def test_a_token_is_printed_once_and_revoked(told, person):
    person("may", Role.CONTROL_OFFICER)
    made = told("token", "may", name="đồng bộ", scope=["catalog.view"])
    assert authenticate(f"Bearer {made['token']}").may("catalog.view")
    listed = told("tokens")
    assert made["token"] not in json.dumps(listed)
    told("revoke", listed[0]["id"])
    assert not ApiToken.objects.get().alive


def test_the_permission_table_is_complete(told):
    assert {row["name"] for row in told("permissions")} == set(PERMISSIONS)


def test_the_code_of_a_trial_account(told, person, settings):
    person("canbo", Role.CLERK, app=True)
    assert len(told("code", "canbo")["code"]) == 6
    settings.PRODUCTION = True
    with pytest.raises(CommandError):
        told("code", "canbo")


@pytest.mark.parametrize("verb", ["deactivate", "link", "code"])
def test_an_unknown_account_is_told(verb, told):
    with pytest.raises(CommandError, match="Không có tài khoản"):
        told(verb, "khongco")


def test_acting_as_someone_takes_their_rights(told, person):
    person("vanthu", Role.CLERK)
    with pytest.raises(CommandError, match="không có quyền"):
        call_command("access", "create", "moi", json=True, as_user="vanthu")
    assert not User.objects.filter(username="moi").exists()
    assert reverse("account-list")
