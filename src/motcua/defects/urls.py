"""Addresses of the room `defects`."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "defects"
urlpatterns: list[URLPattern] = []
