"""Figures about the running system for Prometheus, gathered across all processes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from prometheus_client import REGISTRY as OWN
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from motcua.jobs.selectors import waiting, workers_alive

GetResponse = Callable[[HttpRequest], HttpResponse]

REQUESTS = Counter("motcua_requests", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram(
    "motcua_request_seconds",
    "Time the application worked on a request",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0),
)
UNKNOWN = "unknown"

logger = structlog.get_logger("motcua.request")


def measured(get_response: GetResponse) -> GetResponse:
    """Count each request and its time under the pattern of its route; log it without its query."""

    def handle(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        route = (match.route or "/") if match else UNKNOWN
        seconds = time.perf_counter() - started
        SECONDS.labels(route).observe(seconds)
        logger.info(
            "request",
            method=request.method,
            path=request.path,
            status=response.status_code,
            ms=round(1000 * seconds, 1),
        )
        REQUESTS.labels(request.method or "", route, str(response.status_code)).inc()
        return response

    return handle


def _jobs() -> bytes:
    lines = ["# HELP motcua_jobs_open Background jobs waiting or running", "# TYPE motcua_jobs_open gauge"]
    lines += [f'motcua_jobs_open{{queue="{queue}"}} {number}' for queue, number in waiting().items()]
    lines += ["# HELP motcua_workers_alive Job workers seen lately", "# TYPE motcua_workers_alive gauge"]
    lines += [f'motcua_workers_alive{{queue="{queue}"}} {number}' for queue, number in workers_alive().items()]
    return ("\n".join(lines) + "\n").encode()


def exposition() -> bytes:
    """All figures in Prometheus' text form: those of every process where they share a folder, else of this one."""
    registry = OWN
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        collect: Callable[[CollectorRegistry], object] = MultiProcessCollector
        collect(registry)
    return generate_latest(registry) + _jobs()
