"""The same at the terminal and over the API; an empty installation is filled with the province and its sign-ins."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from motcua.access.models import User
from motcua.access.roles import Role
from motcua.access.seeding import Seeding, steps
from motcua.organisation import officers, seeding, selectors
from motcua.organisation.models import ProvinceSetting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vinh_long")]


def run(*words: str):
    out = StringIO()
    call_command("units", *words, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_show_answers_for_the_day_asked_about():
    old, new = run("show", "86", "--on", "2025-06-30"), run("show", "86", "--on", "2025-07-01")
    assert old["id"] != new["id"]
    assert (old["code_list"], old["to"], old["in_force"]) == ("dvhc-2004", "2025-06-30", True)
    assert {row["name"] for row in new["predecessors"]} == {"Tỉnh Bến Tre", "Tỉnh Trà Vinh", "Tỉnh Vĩnh Long"}
    assert new["children"] >= 124
    assert [row["id"] for row in old["successors"]] == [new["id"]]
    assert run("show", old["id"])["in_force"] is False


def test_show_names_kind_tier_and_parents():
    shown = run("show", "29317", "--on", "2025-06-30")
    assert (shown["name"], shown["kind"], shown["tier"]) == ("Xã An Phú Tân", "commune", "commune")
    assert [row["name"] for row in shown["parents"]] == ["Huyện Cầu Kè", "Tỉnh Trà Vinh"]
    assert run("show", "29317", "--code-list", "dvhc-2025")["code_list"] == "dvhc-2025"


def test_an_unknown_code_ends_with_1_and_says_how_to_mend_it():
    with pytest.raises(CommandError) as refusal:
        call_command("units", "show", "99999", stdout=StringIO())
    assert refusal.value.returncode == 1
    assert "motcua units load" in str(refusal.value)


def test_an_old_commune_is_mapped_by_code_and_by_name():
    by_code, by_name = run("map", "29317"), run("map", "xã an phú tân")
    assert by_code[0]["id"] == by_name[0]["id"]
    assert by_code[0]["parent"] == "Huyện Cầu Kè"
    assert [row["name"] for row in by_code[0]["successors"]] == ["Xã An Phú Tân"]
    with pytest.raises(CommandError):
        run("map", "khong co xa nay")


def test_list_focal_and_findings():
    assert len(run("list", "--under", "86", "--tier", "commune", "--name", "trung tam phuc vu")) == 124
    lines = run("focal", "list", "--state", "missing")
    assert len(lines) == 137
    assert lines[0]["officer"] is None
    assert {row["kind"] for row in run("findings", "--kind", "no-focal")} == {"no-focal"}
    assert run("focal", "remind") == {"due": 137, "new": 137}
    assert run("focal", "remind") == {"due": 137, "new": 0}


def test_load_is_idempotent_and_chooses_the_province():
    assert run("load", "--province", "Vĩnh Long")["created"] == 0
    done = run("load", "--province", "92")
    assert done["province"] == {"code": "92", "name": "Thành phố Cần Thơ"}
    with pytest.raises(CommandError):
        run("load", "--province", "Bến Tre")


def test_machines_read_units_of_a_day(client):
    page = client.get("/api/v1/units", {"under": "86", "tier": "commune", "kind": "commune", "size": 5}).json()
    assert (len(page["items"]), page["next"]) == (5, True)
    assert {row["parent"]["name"] for row in page["items"]} == {"Tỉnh Vĩnh Long"}
    assert client.get("/api/v1/units/82", {"on": "2025-06-30"}).json()["name"] == "Tỉnh Tiền Giang"
    assert client.get("/api/v1/units/82", {"on": "2025-07-01"}).json()["name"] == "Tỉnh Đồng Tháp"
    assert client.get("/api/v1/units/khong-co").status_code == 404
    assert client.get("/api/v1/units/old", {"q": "an phu tan"}).json()["items"][0]["name"] == "Xã An Phú Tân"


def test_machines_read_focal_officers_only_with_the_right(client, client_with):
    assert client.get("/api/v1/focal-officers").status_code == 401
    assert len(client_with("organisation.view").get("/api/v1/focal-officers").json()["items"]) == 137


def seed(system):
    given = Seeding(actor=system, progress=lambda done, total, text: None)
    seeding.seed_units(given)
    seeding.seed_people(given)


def test_an_installation_gets_sign_ins_by_function_with_rights_from_positions(system):
    seed(system)
    on = date.today()  # noqa: DTZ011
    roles = {
        username: {grant.role for grant in officers.grants_of(pk, on)}
        for username, pk in User.objects.filter(positions__isnull=False).values_list("username", "pk")
    }
    assert roles["kiemsoat"] == {Role.CONTROL_OFFICER}
    assert roles["quantri"] == {Role.SYSTEM_ADMIN}
    assert Role.RECEIVER in roles["motcua.xa"]
    assert len(roles) == len(seeding.PROVINCE_SEATS) + len(seeding.COMMUNE_SEATS)


def test_seeding_again_changes_nothing_and_a_changed_password_is_no_longer_told(system):
    seed(system)
    before = set(User.objects.values_list("pk", "password"))
    seed(system)
    assert set(User.objects.values_list("pk", "password")) == before
    told = {one.username for one in seeding.sign_ins()}
    assert {"kiemsoat", "quantri", "lanhdao"} <= told
    user = User.objects.get(username="kiemsoat")
    user.set_password("another password")
    user.save()
    assert "kiemsoat" not in {one.username for one in seeding.sign_ins()}


def test_a_chosen_province_is_not_overwritten_by_a_later_start(system):
    run("load", "--province", "92")
    seed(system)
    assert ProvinceSetting.objects.get().unit == selectors.unit_by_code("92", date(2026, 1, 1))


def test_the_steps_are_registered_in_their_order():
    names = [step.name for step in steps()]
    assert names.index("organisation.units") < names.index("organisation.people")
