"""Health, readiness and figures, for those who run the system."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from motcua.jobs.models import Worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def workers():
    """One live worker for both queues."""
    return Worker.objects.create(name="trial", queues="quick slow", seen_at=timezone.now())


def test_a_process_that_answers_is_healthy_without_asking_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"


def test_ready_needs_database_migrations_and_workers(client, workers):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": "ok", "migrations": "ok", "jobs": "ok"}


def test_without_a_live_worker_it_is_not_ready(client, workers):
    Worker.objects.update(seen_at=timezone.now() - timedelta(minutes=5))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "quick" in answer.json()["jobs"]


def test_a_broken_database_is_told_not_thrown(client, workers, monkeypatch):
    from django.db import OperationalError

    from motcua.config import operations

    def broken():
        raise OperationalError("password=geheim")

    monkeypatch.setitem(operations.CHECKS, "database", broken)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "OperationalError"
    assert b"geheim" not in answer.content


def test_figures_are_for_this_machine(client, workers):
    client.get("/healthz")
    text = client.get("/metrics").content.decode()
    assert 'motcua_requests_total{method="GET",route="healthz",status="200"}' in text
    assert 'motcua_workers_alive{queue="slow"} 1' in text


def test_figures_are_not_for_strangers():
    assert Client(REMOTE_ADDR="203.0.113.9").get("/metrics").status_code == 403


@pytest.mark.parametrize(("given", "status"), [("Bearer right-token", 200), ("Bearer wrong", 403), ("", 403)])
def test_with_a_token_only_who_shows_it_reads_them(settings, given, status):
    settings.METRICS_TOKEN = "right-token"
    client = Client(REMOTE_ADDR="203.0.113.9", headers={"Authorization": given} if given else {})
    assert client.get("/metrics").status_code == status


def test_an_unknown_address_is_counted_without_its_text(client, workers):
    client.get("/khong-co/nguyen-van-an/")
    assert "nguyen-van-an" not in client.get("/metrics").content.decode()


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_they_only_read(client, path):
    assert client.post(path).status_code == 405
