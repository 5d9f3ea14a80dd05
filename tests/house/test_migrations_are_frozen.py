"""Landed migrations do not change, none is missing, and the database they build is the one the models describe."""

from __future__ import annotations

import hashlib
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

import motcua

SOURCE = Path(motcua.__file__).parent
LOCK = Path(__file__).parent / "migrations.lock"


def digests() -> dict[str, str]:
    """Each migration of the house and the digest of its text."""
    return {
        str(path.relative_to(SOURCE)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(SOURCE.glob("*/migrations/[0-9]*.py"))
    }


def locked() -> dict[str, str]:
    """What has landed: `digest  path` a line."""
    lines = [line.split() for line in LOCK.read_text().splitlines() if line and not line.startswith("#")]
    return {path: digest for digest, path in lines}


def test_a_landed_migration_is_never_changed():
    """Write another one instead; a new one is added to the lock with `make lock-migrations` when it lands."""
    now = digests()
    assert {path: now.get(path) for path in locked()} == locked()


@pytest.mark.django_db
def test_no_migration_is_missing():
    out = StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=out, stderr=out)
    except SystemExit:
        pytest.fail(f"models and migrations differ:\n{out.getvalue()}")


@pytest.mark.django_db
def test_every_room_with_models_has_its_first_migration():
    ours = [
        config for config in apps.get_app_configs() if config.name.startswith("motcua.") and list(config.get_models())
    ]
    missing = [config.label for config in ours if not list((Path(config.path) / "migrations").glob("0001_*.py"))]
    assert not missing


@pytest.mark.django_db
def test_the_database_under_test_came_from_the_migrations():
    executor = MigrationExecutor(connection)
    assert not executor.migration_plan(executor.loader.graph.leaf_nodes())


@pytest.mark.django_db
def test_keys_are_large_from_the_first_migration():
    small = [
        f"{model._meta.label}.{model._meta.pk.name}"
        for model in apps.get_models()
        if model.__module__.startswith("motcua.") and model._meta.pk.get_internal_type() == "AutoField"
    ]
    assert not small
