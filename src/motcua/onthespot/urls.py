"""Addresses of the room `onthespot`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "onthespot"
urlpatterns: list[URLPattern | URLResolver] = []
