"""Addresses for those who run the system: health, readiness, metrics."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from motcua.access.routes import public_route
from motcua.config.metrics import exposition
from motcua.jobs.selectors import workers_alive
from motcua.web.clients import client_address


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} migrations wait: motcua migrate" if waiting else ""


def _jobs() -> str:
    silent = [queue for queue, number in workers_alive().items() if not number]
    return f"no live worker: {', '.join(silent)}" if silent else ""


CHECKS: dict[str, Callable[[], str]] = {"database": _database, "migrations": _migrations, "jobs": _jobs}


@public_route
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether this process answers at all."""
    return HttpResponse("ok\n", content_type="text/plain")


@public_route
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether the system can do its work: 200 or 503, with what is missing."""
    answers: dict[str, str] = {}
    for name, check in CHECKS.items():
        try:
            answers[name] = check() or "ok"
        except DatabaseError as error:
            answers[name] = type(error).__name__
    ready = all(answer == "ok" for answer in answers.values())
    return JsonResponse({"ready": ready, **answers}, status=200 if ready else 503)


def may_read_metrics(request: HttpRequest) -> bool:
    """Whether the client is on this machine, or shows the token of `MOTCUA_METRICS_TOKEN`."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    if settings.METRICS_TOKEN:
        return hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
    try:
        return ipaddress.ip_address(client_address(request)).is_loopback
    except ValueError:
        return False


@public_route
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus; 403 for strangers."""
    if not may_read_metrics(request):
        return HttpResponse("forbidden\n", status=403, content_type="text/plain")
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
]
