"""Settings that come from the environment, read once and checked, so that a wrong value is named at start."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class SettingsError(Exception):
    """A setting is missing, malformed or unsafe; the message names it and says how to mend it."""


def text(name: str, default: str = "") -> str:
    """The value of `name`, or `default` where it is unset or blank."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool = False) -> bool:
    """A yes or no from the environment; raises `SettingsError` for anything else."""
    raw = text(name)
    if not raw:
        return default
    if raw.lower() in {"1", "true", "yes", "on"}:
        return True
    if raw.lower() in {"0", "false", "no", "off"}:
        return False
    raise SettingsError(f"{name}: expected 1 or 0, got {raw!r}.")


def whole(name: str, default: int) -> int:
    """A whole number from the environment; raises `SettingsError` for anything else."""
    raw = text(name)
    if not raw:
        return default
    try:
        return int(raw)
    except ValueError:
        raise SettingsError(f"{name}: expected a whole number, got {raw!r}.") from None


def words(name: str) -> list[str]:
    """A comma-separated list from the environment."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def home_folder(base: Path) -> Path:
    """The folder for data, keys and stored papers (`MOTCUA_HOME`), made where it is missing."""
    home = Path(text("MOTCUA_HOME") or base / "var").expanduser().resolve()
    home.mkdir(parents=True, exist_ok=True)
    return home


def key_file(home: Path, name: str, size: int = 48) -> str:
    """The secret kept in `home/keys/name`, made at first use and readable by its owner only.

    Two processes that start together agree: the file is made under another name and linked in place once.
    """
    folder = home / "keys"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / name
    if not path.exists():
        fresh = folder / f".{name}.{os.getpid()}.{secrets.token_hex(4)}"
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(secrets.token_urlsafe(size))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()


def database(home: Path) -> dict[str, Any]:
    """Django's database settings from `DATABASE_URL`; a SQLite file in the home folder where it is unset.

    Raises `SettingsError` for an address of another kind.
    """
    url = text("DATABASE_URL") or f"sqlite:///{home / 'motcua.sqlite3'}"
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    if parts.scheme == "sqlite":
        return {"ENGINE": "motcua.config.sqlite", "NAME": unquote(parts.path)[1:] or ":memory:"}
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path)[1:],
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "OPTIONS": {**options, "pool": {"min_size": 1, "max_size": whole("MOTCUA_DB_POOL", 8)}},
        }
    raise SettingsError(
        f"DATABASE_URL: unknown kind {parts.scheme!r}; use sqlite:///path or postgresql://user@host/name."
    )
