"""Navigation, tiles, sections, search fields and faces: registered by rooms, shown by permission."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from motcua.web import navigation, places, searchbox, sections, tiles
from motcua.web.checks import navigation_leads_somewhere
from motcua.web.navigation import FEW, FaceEntry, NavGroup, NavItem
from motcua.web.searchbox import SearchBox
from motcua.web.sections import Section
from motcua.web.tiles import Figure, Tile


class Someone:
    """A viewer who holds the given permissions."""

    def __init__(self, *permissions: str) -> None:
        self.permissions = permissions

    def may(self, permission: str) -> bool:
        return permission in self.permissions


@pytest.fixture(autouse=True)
def empty_registries(monkeypatch):
    for owner, name in (
        (navigation, "_items"),
        (navigation, "_faces"),
        (tiles, "_tiles"),
        (sections, "_sections"),
        (searchbox, "_boxes"),
    ):
        monkeypatch.setattr(owner, name, {})
    monkeypatch.setattr(places, "_namers", [])
    monkeypatch.setattr(places, "_provinces", [])


def keys(face, viewer):
    return [link.key for link in navigation.links(face, viewer)]


def test_an_entry_with_a_permission_is_shown_only_to_those_who_hold_it():
    navigation.register(NavItem("control", "a", "A", "portal-home", "audit.view"))
    navigation.register(NavItem("control", "b", "B", "portal-home"))
    assert keys("control", Someone()) == ["b"]
    assert keys("control", Someone("audit.view")) == ["a", "b"]
    assert keys("control", None) == ["b"]
    assert keys("desk", Someone("audit.view")) == []


def test_entries_stand_by_order_and_a_second_registration_replaces_the_first():
    navigation.register(NavItem("desk", "late", "L", "portal-home", order=200))
    navigation.register(NavItem("desk", "early", "E", "portal-home", order=1))
    navigation.register(NavItem("desk", "late", "Newer", "portal-home", order=200))
    assert [link.label for link in navigation.links("desk", None)] == ["E", "Newer"]


def test_an_entry_shows_its_number_to_the_viewer_only():
    navigation.register(NavItem("desk", "a", "A", "portal-home", count=lambda viewer: 17))
    assert navigation.links("desk", Someone())[0].count == 17
    assert navigation.links("desk", None)[0].count is None


def test_an_entry_that_leads_nowhere_is_left_out_and_named_by_the_check():
    navigation.register(NavItem("desk", "lost", "L", "no-such-route"))
    assert keys("desk", Someone()) == []
    faults = navigation_leads_somewhere(None)
    assert [fault.id for fault in faults] == ["motcua.web.E001"]
    assert "no-such-route" in faults[0].msg


FIRST, LAST = NavGroup("first", "Trước", 10), NavGroup("last", "Sau", 20)


def many(group: NavGroup, number: int) -> None:
    for place in range(number):
        group.register(f"{group.key}-{place}", "Mục", "portal-home", f"{group.key}.view", 100 - place)


def shown(*permissions: str) -> list[tuple[str | None, list[str]]]:
    parts = navigation.parts("control", Someone(*permissions))
    return [(part.group and part.group.key, [link.key for link in part.links]) for part in parts]


def test_entries_stand_under_their_groups_in_the_order_of_the_groups():
    many(LAST, FEW - 1)
    many(FIRST, 3)
    navigation.register(NavItem("control", "home", "Tổng quan", "portal-home", order=500))
    found = shown("first.view", "last.view")
    assert [group for group, _keys in found] == [None, "first", "last"]
    assert found[0] == (None, ["home"])
    assert found[1] == ("first", ["first-2", "first-1", "first-0"])
    assert len(found[2][1]) == FEW - 1


def test_few_entries_do_not_fold():
    many(FIRST, FEW - 1)
    many(LAST, 2)
    assert shown("first.view") == [(None, [f"first-{place}" for place in reversed(range(FEW - 1))])]
    assert [group for group, _keys in shown("first.view", "last.view")] == ["first", "last"]


def test_a_group_with_one_entry_open_to_this_person_does_not_fold():
    many(FIRST, FEW)
    many(LAST, 1)
    assert shown("first.view", "last.view")[-1] == (None, ["last-0"])


def test_a_part_knows_whether_it_holds_the_entry_of_the_page():
    many(FIRST, 2)
    [part] = navigation.parts("control", Someone("first.view"))
    assert part.holds("first-1")
    assert not part.holds("last-1")


def test_a_group_puts_an_entry_on_the_faces_it_is_told():
    FIRST.register("jobs", "Việc nền", "portal-home", "first.view", 1, "desk", "control")
    assert keys("desk", Someone("first.view")) == keys("control", Someone("first.view")) == ["jobs"]
    assert keys("portal", Someone("first.view")) == []


def test_a_face_is_offered_to_those_who_may_enter():
    navigation.register_face(FaceEntry("control", "Kiểm soát", "control-home", "control.view"))
    navigation.register_face(FaceEntry("portal", "Trang chủ", "portal-home"))
    assert [link.key for link in navigation.face_links(None)] == ["portal"]
    assert [link.key for link in navigation.face_links(Someone("control.view"))] == ["portal", "control"]
    assert navigation.face_home("control") == "/kiem-soat/"
    assert navigation.face_home("desk") == "/"


def test_tiles_are_filtered_and_may_have_nothing_to_say():
    tiles.register(Tile("desk", "b", lambda viewer: Figure(2, "hai", "#"), order=20))
    tiles.register(Tile("desk", "a", lambda viewer: Figure(1, "một", "#"), "audit.view", order=10))
    tiles.register(Tile("desk", "c", lambda viewer: None))
    assert [figure.number for figure in tiles.figures("desk", Someone())] == [2]
    assert [figure.number for figure in tiles.figures("desk", Someone("audit.view"))] == [1, 2]
    assert tiles.figures("control", Someone()) == []


def test_sections_of_a_home_page_come_with_their_context():
    request = RequestFactory().get("/")
    sections.register(Section("portal", "life", "x.html", lambda request: {"path": request.path}))
    sections.register(Section("portal", "nothing", "y.html", lambda request: None))
    sections.register(Section("portal", "secret", "z.html", lambda request: {}, "audit.view"))
    found = sections.parts("portal", request, Someone())
    assert [(part.template, part.here) for part in found] == [("x.html", {"path": "/"})]


def test_a_later_room_sets_the_search_field_of_a_face():
    searchbox.register(SearchBox("desk", "/tim/", "Tìm"))
    searchbox.register(SearchBox("desk", "/can-bo/tra-cuu/", "Tìm hồ sơ"))
    box = searchbox.box_of("desk")
    assert box is not None
    assert box.action == "/can-bo/tra-cuu/"
    assert searchbox.box_of("control") is None


def test_the_header_names_the_unit_where_a_room_knows_it(settings):
    request = RequestFactory().get("/")
    assert places.place_name(request) == settings.PROVINCE_NAME
    places.register(lambda request: None)
    assert places.place_name(request) == settings.PROVINCE_NAME
    places.register(lambda request: "Ủy ban nhân dân phường")
    assert places.place_name(request) == "Ủy ban nhân dân phường"
