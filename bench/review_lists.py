"""How long the documents of a whole province's campaign take, and its pages of lists.

Usage: python -m bench.review_lists [--out FOLDER] [--only-job] [--profile]

A campaign of 1,825 procedures with every criterion answered and some 600 provisions to amend is built in an empty
database; a worker then does the job that makes every list in every format, and each page of a list is asked for in
turns. Prints one JSON object; ends with 1 where the job takes more than 20 seconds or the 95th percentile of a page
more than 100 milliseconds. `--out` keeps the documents in a folder, `--only-job` leaves the pages out, `--profile`
prints where their time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import json
import os
import pstats
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

SIZE = 1825
JOB_BAR, PAGE_BAR = 20.0, 100.0  # seconds, milliseconds
ROUNDS, WARM = 20, 3


def ready(folder: Path) -> None:
    """Set the product up on an empty, migrated database in the folder."""
    from tests.ready import empty_file

    os.environ["DATABASE_URL"] = f"sqlite:///{shutil.copy(empty_file(), folder / 'bench.sqlite3')}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()


def campaign() -> Any:
    """The campaign of a whole province."""
    from motcua.access.actors import system_actor
    from motcua.organisation.models import UnitPeriod
    from motcua.organisation.services.province import set_up_province
    from tests.review import listing

    set_up_province(actor=system_actor(), province="86")
    unit = UnitPeriod.objects.filter(name="Sở Tư pháp tỉnh Vĩnh Long").latest("valid_from").unit
    return listing.whole_province(unit, SIZE)


def job(row: Any, out: Path | None) -> dict[str, Any]:
    """Make every document by a worker; what that took and gave."""
    from motcua.access.actors import system_actor
    from motcua.files.selectors import open_file
    from motcua.jobs.worker import JobWorker
    from motcua.review.services.lists import make_lists

    asked = make_lists(actor=system_actor(), campaign=row)
    wall, processor = time.perf_counter(), time.process_time()
    JobWorker(["slow"]).drain()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    asked.refresh_from_db()
    files = list(asked.files.select_related("file"))
    if asked.finished_at is None:
        raise RuntimeError("the job did not end")
    for file in files if out else ():
        with open_file(file.file) as source, (out / f"{file.form}.{file.format}").open("wb") as target:  # type: ignore[operator]
            shutil.copyfileobj(source, target)
    rows = {file.form: file.rows for file in files}
    return {"seconds": round(wall, 2), "cpu_seconds": round(processor, 2), "files": len(files), "rows": rows}


def officer() -> Any:
    """A client signed in as someone of the office, second factor included."""
    from django.conf import settings
    from django.test import Client

    from motcua.access import actors
    from motcua.access.actors import Grant
    from motcua.access.models import User, UserKind
    from motcua.access.table import roles_with

    user = User.objects.create(username="office", kind=UserKind.STAFF, label="office")
    grant = Grant(role=sorted(roles_with("review.check"))[0], unit_id=None, position_id=None)
    actors.register_grant_source(lambda user_id, on: (grant,) if user_id == user.pk else ())
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    session, at = client.session, {"at": 0}
    password = {"method": "password", "username": user.username, **at}
    session["account_authentication_methods"] = [password, {"method": "mfa", "type": "totp", **at}]
    session.save()
    return client


def pages(row: Any) -> dict[str, dict[str, float]]:
    """Each list's first page: the 95th percentile, and the middle of what the processor was busy, in milliseconds."""
    from django.urls import reverse

    from motcua.review.list_making import forms_of

    client = officer()
    gc.collect()
    gc.freeze()  # as a web process does when it has started: what the job left is no page's litter
    found = {}
    for form in forms_of(row):
        address = reverse("review:list", args=[row.public_id, form.key])
        taken: list[float] = []
        busy: list[float] = []
        for turn in range(WARM + ROUNDS):
            started, before = time.perf_counter(), time.process_time()
            answer = client.get(address)
            if turn >= WARM:
                taken.append(1000 * (time.perf_counter() - started))
                busy.append(1000 * (time.process_time() - before))
            if answer.status_code != 200:
                raise RuntimeError(f"{address} answered {answer.status_code}")
        found[form.key] = {"p95": round(quantiles(taken, n=20)[-1], 1), "cpu": round(median(busy), 1)}
    return found


def main() -> int:
    """Build, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path)
    parser.add_argument("--only-job", action="store_true")
    parser.add_argument("--profile", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        ready(Path(folder))
        row = campaign()
        profile = cProfile.Profile()
        made = job(row, given.out)
        shown = {} if given.only_job else profile.runcall(pages, row) if given.profile else pages(row)
        if given.profile:
            pstats.Stats(profile, stream=sys.stderr).sort_stats("cumulative").print_stats(60)
    report = {
        "procedures": SIZE,
        "job": made,
        "job_bar_seconds": JOB_BAR,
        "page_ms": shown,
        "page_bar_ms": PAGE_BAR,
    }
    print(json.dumps(report, indent=1))
    return int(made["seconds"] > JOB_BAR or any(page["p95"] > PAGE_BAR for page in shown.values()))


if __name__ == "__main__":
    sys.exit(main())
