"""Settings of the product with one bare page in the place of all others: the floor of `bench/pages.py`."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from motcua.config.settings import *

ROOT_URLCONF = "bench.page_floor"
SILENCED_SYSTEM_CHECKS = ["motcua.web.E001"]
PAGE = "<!doctype html><title>Một Cửa</title>" + "<p>Một trang trơn, không hỏi cơ sở dữ liệu.</p>" * 100


def bare(request: HttpRequest) -> HttpResponse:
    """A page of the size of a small list."""
    return HttpResponse(PAGE)


urlpatterns = [path("", bare), path("healthz", bare)]
