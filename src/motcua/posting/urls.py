"""Addresses of the room `posting`."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "posting"
urlpatterns: list[URLPattern] = []
