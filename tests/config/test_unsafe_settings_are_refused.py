"""A production installation does not start with settings that would betray it."""

import os
import subprocess
import sys

import pytest

from motcua.config.environment import SettingsError
from motcua.config.safety import faults, refuse_unsafe

GOOD = {
    "DEBUG_ASKED": False,
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGH",
    "AUDIT_KEY": "HGFEDCBAzyxwvutsrqponmlkjihgfedcba9876543210",
    "BASE_URL": "https://dichvucong.example.vn",
    "ALLOWED_HOSTS": ["dichvucong.example.vn"],
}


def test_good_settings_start():
    refuse_unsafe(GOOD)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"DEBUG_ASKED": True}, "MOTCUA_DEBUG"),
        ({"SECRET_KEY": "short"}, "MOTCUA_SECRET_KEY"),
        ({"SECRET_KEY": "a" * 60}, "MOTCUA_SECRET_KEY"),
        ({"AUDIT_KEY": "changeme"}, "MOTCUA_AUDIT_KEY"),
        ({"AUDIT_KEY": GOOD["SECRET_KEY"]}, "MOTCUA_AUDIT_KEY"),
        ({"BASE_URL": "http://dichvucong.example.vn"}, "MOTCUA_BASE_URL"),
        ({"BASE_URL": "https://"}, "MOTCUA_BASE_URL"),
        ({"ALLOWED_HOSTS": ["*"]}, "MOTCUA_HOSTS"),
        ({"ALLOWED_HOSTS": [".example.vn"]}, "MOTCUA_HOSTS"),
        ({"ALLOWED_HOSTS": ["localhost"]}, "MOTCUA_HOSTS"),
        ({"ALLOWED_HOSTS": ["khac.example.vn"]}, "MOTCUA_HOSTS"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_each_unsafe_setting_is_named(change, named):
    with pytest.raises(SettingsError, match=named):
        refuse_unsafe({**GOOD, **change})
    assert len(list(faults({**GOOD, **change}))) == 1


def test_all_faults_are_told_at_once():
    with pytest.raises(SettingsError) as told:
        refuse_unsafe({**GOOD, "DEBUG_ASKED": True, "BASE_URL": "http://x", "ALLOWED_HOSTS": ["*"]})
    assert str(told.value).count("\n  - ") == 3


def _motcua(home, **env):
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "DJANGO_", "DATABASE"))
    }
    return subprocess.run(
        [sys.executable, "-m", "motcua.config", "check"],
        env={**kept, "MOTCUA_HOME": str(home), **env},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_terminal_says_so_and_ends_with_3(tmp_path):
    done = _motcua(tmp_path, MOTCUA_ENV="production", MOTCUA_DEBUG="1")
    assert done.returncode == 3
    assert "MOTCUA_DEBUG" in done.stderr
    assert "MOTCUA_BASE_URL" in done.stderr
    assert "Traceback" not in done.stderr
    assert not done.stdout


def test_a_safe_production_installation_starts_with_keys_of_its_own(tmp_path):
    done = _motcua(
        tmp_path, MOTCUA_ENV="production", MOTCUA_BASE_URL="https://tinh.example.vn", MOTCUA_HOSTS="tinh.example.vn"
    )
    assert done.returncode == 0, done.stderr
    keys = sorted((tmp_path / "keys").iterdir())
    assert [key.name for key in keys] == ["audit", "secret"]
    assert all(key.stat().st_mode & 0o777 == 0o600 for key in keys)


@pytest.mark.parametrize(
    ("name", "value"),
    [("MOTCUA_DEBUG", "maybe"), ("PORT", "eighty"), ("DATABASE_URL", "mysql://x/y"), ("MOTCUA_UPLOAD_LIMIT", "64 MB")],
)
def test_a_malformed_setting_is_named(tmp_path, name, value):
    done = _motcua(tmp_path, **{name: value})
    assert done.returncode == 3
    assert name in done.stderr
