"""Addresses of the room `online`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "online"
urlpatterns: list[URLPattern | URLResolver] = []
