"""Error pages: in words, on the right face, and standing even when the database does not."""

import pytest
from django.test import RequestFactory

from motcua.access.actors import NOBODY, Actor
from motcua.access.models import User
from motcua.web import errors
from motcua.web.faults import Stale, UserError

pytestmark = pytest.mark.django_db


def request_at(path="/x/", actor=NOBODY):
    request = RequestFactory().get(path)
    request.actor = actor
    request.request_id = "ab12cd34"
    return request


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        (lambda r: errors.bad_request(r, Exception()), 400, "Yêu cầu không đọc được"),
        (lambda r: errors.forbidden(r, Exception()), 403, "không được mở trang đó"),
        (lambda r: errors.not_found(r, Exception()), 404, "Không có trang ở địa chỉ này"),
        (errors.too_large, 413, "Tệp gửi lên quá lớn"),
        (lambda r: errors.too_many(r, 30), 429, "Thử lại sau 30 giây."),
        (errors.server_error, 500, "ab12cd34"),
        (errors.csrf_failure, 403, "Chưa có gì được ghi"),
        (lambda r: errors.user_error(r, UserError("x", "Số định danh cần 12 chữ số.")), 400, "cần 12 chữ số"),
        (lambda r: errors.user_error(r, Stale("Người khác vừa sửa.")), 409, "Người khác vừa sửa."),
    ],
)
def test_each_error_has_its_page_and_status(answer, status, words):
    found = answer(request_at())
    assert found.status_code == status
    assert words in found.content.decode()
    assert '<main id="noi-dung"' in found.content.decode()


def test_too_many_requests_says_when_to_come_back():
    assert errors.too_many(request_at(), 30)["Retry-After"] == "30"


def test_the_message_and_its_hint_are_escaped():
    found = errors.user_error(request_at(), UserError("x", "<script>a</script>", hint="<i>b</i>")).content.decode()
    assert "<script>a" not in found
    assert "&lt;i&gt;b&lt;/i&gt;" in found


@pytest.mark.parametrize(
    ("referer", "way"),
    [
        ("http://testserver/kiem-soat/ra-soat/abc/?state=open", 'href="/kiem-soat/ra-soat/abc/?state=open"'),
        ("http://testserver//evil.example/x", 'href="/evil.example/x"'),
        ("https://evil.example/kiem-soat/", None),
        ("http://testserver/x/", None),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_who_was_refused_gets_back_to_the_page_of_this_house(referer, way):
    request = request_at()
    request.META["HTTP_REFERER"] = referer
    page = errors.user_error(request, UserError("x", "Chữ “😀” không in được.")).content.decode()
    assert ("trang vừa rồi" in page) is (way is not None)
    assert way is None or way in page
    assert "evil.example/kiem-soat" not in page
    assert "javascript:" not in page.partition("<main")[2]


def test_staff_stay_on_their_face_and_others_do_not_see_it():
    officer = Actor(user=User(username="can-bo"), label="Cán bộ", system=True)
    assert errors.base_for(request_at("/kiem-soat/x/", officer)) == "web/base_control.html"
    assert errors.base_for(request_at("/can-bo/x/", officer)) == "web/base_desk.html"
    assert errors.base_for(request_at("/kiem-soat/x/", NOBODY)) == "web/base_portal.html"
    assert errors.base_for(request_at("/thu-tuc/", officer)) == "web/base_portal.html"


def test_the_server_error_page_asks_neither_session_nor_database(django_assert_num_queries):
    class Broken:
        def __getattr__(self, name: str) -> object:
            raise RuntimeError("database is gone")

    request = RequestFactory().get("/kiem-soat/")
    request.actor = Broken()
    with django_assert_num_queries(0):
        assert errors.server_error(request).status_code == 500
