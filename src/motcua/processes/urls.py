"""Addresses of the room `processes`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "processes"
urlpatterns: list[URLPattern | URLResolver] = []
