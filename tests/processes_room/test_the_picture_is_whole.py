"""The picture: every step and way is there, lines cross no step, and it has words for those who cannot see."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from lxml import etree

from motcua.processes.drawing.layout import TO_EXCHANGE, drawing_of
from motcua.processes.drawing.wrapping import width_of, wrapped
from motcua.processes.flow.flows import flows
from motcua.processes.flow.steps import Kind, Step, normal
from motcua.processes.output.pictures import png_of, svg_of, whole_png
from tests.processes_room.conftest import a_flow
from tests.processes_room.strategies import PROCESSES

SVG = "{http://www.w3.org/2000/svg}"


def crossings(drawing):
    """Ways that run through the inside of a step that they neither leave nor reach."""
    found = []
    for way in drawing.ways:
        for (x1, y1), (x2, y2) in zip(way.corners, way.corners[1:], strict=False):
            for node in drawing.nodes:
                left, right = node.x - node.width / 2 + 1, node.x + node.width / 2 - 1
                top, bottom = node.y - node.height / 2 + 1, node.y + node.height / 2 - 1
                inside = min(x1, x2) < right and max(x1, x2) > left and min(y1, y2) < bottom and max(y1, y2) > top
                if inside and node.place not in (way.source, way.target):
                    found.append((way, node))
    return found


@settings(max_examples=150, deadline=None)
@given(PROCESSES)
@pytest.mark.parametrize("look", [drawing_of.__defaults__[0], TO_EXCHANGE])
def test_every_step_and_way_is_drawn_and_no_line_crosses_a_step(look, steps):
    drawing = drawing_of(steps, look)
    assert [node.step for node in drawing.nodes] == list(steps)
    assert {(way.source, way.target) for way in drawing.ways} == {(one.source, one.target) for one in flows(steps)}
    assert crossings(drawing) == []
    for above, below in zip(drawing.nodes, drawing.nodes[1:], strict=False):
        assert above.bottom < below.top
    for node in drawing.nodes:
        lane = drawing.lanes[node.lane]
        assert lane.x < node.x - node.width / 2
        assert node.x + node.width / 2 < lane.x + lane.width
    for way in drawing.ways:
        assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in way.corners)


@settings(deadline=None)
@given(PROCESSES)
def test_lines_are_level_or_upright_only(steps):
    for way in drawing_of(steps).ways:
        for (x1, y1), (x2, y2) in zip(way.corners, way.corners[1:], strict=False):
            assert x1 == x2 or y1 == y2


@settings(max_examples=60, deadline=None)
@given(PROCESSES)
def test_the_file_is_well_formed_for_any_text(steps):
    if steps:
        root = etree.fromstring(svg_of(steps, "Quy trình <b>&"))
        assert root.find(f"{SVG}title").text == "Sơ đồ <b>&".replace("Sơ đồ", "Quy trình")
        assert not list(root.iter(f"{SVG}script", f"{SVG}style", f"{SVG}foreignObject", f"{SVG}image"))
        assert not [name for one in root.iter() for name in one.attrib if name.startswith("on") or name == "style"]


def test_words_tell_what_the_picture_shows():
    root = etree.fromstring(svg_of(a_flow(), "Đăng ký khai sinh"))
    assert root.get("role") == "img"
    named = root.get("aria-labelledby").split()
    assert [root.find(f"{SVG}title").get("id"), root.find(f"{SVG}desc").get("id")] == named
    assert root.find(f"{SVG}desc").text.startswith("Sơ đồ 5 bước của 4 bên, 1 chỗ rẽ nhánh")
    text = " ".join(one.text for one in root.iter(f"{SVG}text"))
    for words in ("Nộp hồ sơ", "03 ngày làm việc", "Không thuộc thẩm", "Cán bộ tiếp nhận", "Có yêu cầu"):
        assert words in text


def test_a_column_for_each_person_and_starts_stand_where_the_way_comes_by():
    drawing = drawing_of(a_flow())
    assert [lane.name for lane in drawing.lanes] == [
        "Người yêu cầu",
        "Cán bộ tiếp nhận",
        "Công chức tư pháp - hộ tịch",
        "Chủ tịch Ủy ban nhân dân",
    ]
    assert drawing.nodes[0].lane == 0


def test_work_of_nobody_has_a_column_that_says_so():
    steps = normal([Step("a", Kind.TASK, "Làm"), Step("b", Kind.TASK, "Ký", "Giám đốc")])
    assert [lane.name for lane in drawing_of(steps).lanes] == ["Giám đốc", ""]
    assert "Chưa ghi người thực hiện" in svg_of(steps, "x").decode()


def test_a_long_process_is_cut_between_rows_into_pages():
    steps = normal([Step(f"s{n}", Kind.TASK, f"Việc {n} " * 8, f"Người {n % 3}") for n in range(1, 41)])
    drawing = drawing_of(steps)
    assert len(drawing.parts) > 2
    assert sum(part.height for part in drawing.parts) == pytest.approx(drawing.height - drawing.head)
    cuts = [part.top for part in drawing.parts[1:]]
    assert not [node for node in drawing.nodes for cut in cuts if node.top < cut < node.bottom]
    one = drawing.parts[1]
    assert etree.fromstring(svg_of(steps, "x", one)).get("height") == f"{drawing.head + one.height:.0f}"


def test_an_empty_process_is_an_empty_picture():
    drawing = drawing_of(())
    assert (drawing.nodes, drawing.ways, len(drawing.parts)) == ((), (), 1)


def test_a_picture_of_dots_has_its_size_and_a_very_large_one_is_held_back():
    data = whole_png(a_flow(), "x")
    width = int.from_bytes(data[16:20], "big")
    assert width == pytest.approx(drawing_of(a_flow()).width, rel=0.02)
    steps = normal([Step(f"s{n}", Kind.TASK, "x" * 60, f"Người {n}") for n in range(1, 30)])
    drawing = drawing_of(steps)
    large = png_of(svg_of(steps, "x", drawing=drawing), drawing, drawing.height, 500)
    width, height = int.from_bytes(large[16:20], "big"), int.from_bytes(large[20:24], "big")
    assert width * height < 62_000_000


def test_lines_fit_and_what_does_not_fit_is_marked():
    lines = wrapped("Tiếp nhận hồ sơ, kiểm tra tính đầy đủ, hợp lệ của hồ sơ và cấp giấy hẹn trả kết quả", 120, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(width_of(line) <= 120 for line in lines)
    assert all(width_of(line) <= 60 for line in wrapped("W" * 100, 60, 90))
    assert wrapped("", 100, 3) == ()
