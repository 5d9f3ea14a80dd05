"""Chromium for tests: the machine's own, Playwright's, or one installed by the package manager."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

# The build without a window does the same work with half the processor time.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLAYWRIGHT = ("chromium_headless_shell-*/chrome*/*headless*shell", "chromium-*/chrome-linux*/chrome")


def find() -> str | None:
    """The path of a Chromium on this machine (`MOTCUA_CHROMIUM` names one)."""
    named = os.environ.get("MOTCUA_CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    cache = Path.home() / ".cache/ms-playwright"
    return next((str(path) for pattern in PLAYWRIGHT for path in sorted(cache.glob(pattern))), None)


def find_or_install() -> str | None:
    """The path of a Chromium, installed where this user may install packages; nothing where there is none to be had."""
    found = find()
    if found or os.environ.get("MOTCUA_CHROMIUM"):
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], env=env, check=False, **quiet)
        for package in (SHELL, "chromium"):  # the first is not in every release
            install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", package]
            if subprocess.run(install, env=env, check=False, **quiet).returncode == 0:
                break
    return find()
