"""Addresses of campaigns: control plans, checks and decides, units work."""

from __future__ import annotations

from django.urls import URLPattern

routes: list[URLPattern] = []
