"""Addresses of the rulebook."""

from django.urls import URLPattern, URLResolver, path

from motcua.rulebook.views import calendars, control, hours, public

app_name = "rulebook"
urlpatterns: list[URLPattern | URLResolver] = [
    path("quy-dinh/", public.rules, name="rules"),
    path("quy-dinh/van-ban/", public.instruments, name="instruments"),
    path("quy-dinh/tinh-han/", public.due, name="due"),
    path("quy-dinh/lich/", public.this_year, name="this-year"),
    path("quy-dinh/lich/<int:year>/", public.calendar, name="calendar"),
    path("quy-dinh/<str:key>/", public.rule, name="rule"),
    path("kiem-soat/quy-dinh/", control.rules, name="control"),
    path("kiem-soat/quy-dinh/moi/", control.propose, name="propose"),
    path("kiem-soat/quy-dinh/lich/", calendars.calendars, name="calendars"),
    path("kiem-soat/quy-dinh/lich/<int:year>/", calendars.calendar, name="control-calendar"),
    path("kiem-soat/quy-dinh/lich/<int:year>/bo-ngay/", calendars.remove, name="remove-day"),
    path("kiem-soat/quy-dinh/lich/<int:year>/duyet/", calendars.approve, name="approve-calendar"),
    path("kiem-soat/quy-dinh/lich/<int:year>/huy/", calendars.discard, name="discard-calendar"),
    path("kiem-soat/quy-dinh/gio-lam-viec/", hours.hours, name="hours"),
    path("kiem-soat/quy-dinh/<str:public_id>/", control.rule, name="control-rule"),
    path("kiem-soat/quy-dinh/<str:public_id>/sua/", control.change, name="change-rule"),
    path("kiem-soat/quy-dinh/<str:public_id>/duyet/", control.approve, name="approve-rule"),
    path("kiem-soat/quy-dinh/<str:public_id>/rut/", control.withdraw, name="withdraw-rule"),
    path("kiem-soat/quy-dinh/<str:public_id>/dung/", control.close, name="close-rule"),
]
