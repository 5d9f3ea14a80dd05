"""Addresses of the room `review`: each part of the room lists its own."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from motcua.review import urls_campaign

app_name = "review"
urlpatterns: list[URLPattern | URLResolver] = [*urls_campaign.routes]
