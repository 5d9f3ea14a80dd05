"""Addresses of the room `proposals`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "proposals"
urlpatterns: list[URLPattern | URLResolver] = []
