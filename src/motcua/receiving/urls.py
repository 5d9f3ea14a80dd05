"""Addresses of the room `receiving`."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "receiving"
urlpatterns: list[URLPattern] = []
