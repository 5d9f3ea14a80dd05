"""The address of the page that tries answers out."""

from __future__ import annotations

from django.urls import URLPattern, path

from motcua.review.views import classify

routes: list[URLPattern] = [path("kiem-soat/thu-phan-muc/", classify.try_answers, name="classify")]
