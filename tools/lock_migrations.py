"""`make lock-migrations`: note the digest of each new migration as landed; changes nothing that is already noted."""

from __future__ import annotations

import hashlib

from house import ROOT, say

SOURCE = ROOT / "src/motcua"
LOCK = ROOT / "tests/house/migrations.lock"
HEAD = "# Landed migrations: digest and path. A landed one never changes; `make lock-migrations` adds new ones.\n"


def main() -> None:
    """Add what is missing."""
    lines = LOCK.read_text().splitlines() if LOCK.exists() else []
    known = {line.split()[1] for line in lines if line and not line.startswith("#")}
    fresh = [
        path for path in sorted(SOURCE.glob("*/migrations/[0-9]*.py")) if str(path.relative_to(SOURCE)) not in known
    ]
    kept = [line for line in lines if line and not line.startswith("#")]
    kept += [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(SOURCE)}" for path in fresh]
    LOCK.write_text(HEAD + "".join(f"{line}\n" for line in kept))
    say(f"{len(fresh)} migrations noted")


if __name__ == "__main__":
    main()
