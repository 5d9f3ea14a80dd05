"""How long the pages of a campaign of a whole province take.

Usage: python -m bench.review_pages [--profile PAGE]

1,825 procedures, 20 lead units and 100 communes that help them, half of the procedures assessed, in an empty database
of this process. Each page is asked for in turns; prints one line a page (median and 95th percentile in milliseconds,
processor time, statements) and ends with 1 where a 95th percentile is above 100 milliseconds. `--profile` prints where
the time of one page goes.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench.review_lists import officer, ready

SIZE, LEADS, COMMUNES = 1825, 20, 100
BAR = 100.0  # milliseconds
ROUNDS, WARM = 30, 3


def campaign() -> Any:
    """The campaign, its units, its lines; half of them assessed with every answer."""
    from django.utils import timezone

    from motcua.access.actors import system_actor
    from motcua.organisation.models import UnitPeriod
    from motcua.organisation.services.province import set_up_province
    from motcua.review.models import Campaign, CampaignLine, CampaignState, CampaignTarget, CampaignTask, CampaignUnit
    from tests.review.campaigns import answered, procedures

    set_up_province(actor=system_actor(), province="86")
    today = timezone.localdate()
    found = UnitPeriod.objects.on(today).order_by("pk")
    leads = [row.unit for row in found.filter(name__startswith="Sở ").select_related("unit")[:LEADS]]
    more = found.exclude(unit__in=leads).exclude(tier__key="commune").select_related("unit")
    leads += [row.unit for row in more[: LEADS - len(leads)]]
    communes = [row.unit for row in found.filter(tier__key="commune").select_related("unit")[:COMMUNES]]
    days = [today + timedelta(days=far) for far in (0, 60, 90, 120)]
    names = ("opens_on", "unit_result_due", "check_due", "consolidation_due")
    row = Campaign.objects.create(
        title="Rà soát cả tỉnh", year=today.year, state=CampaignState.OPEN, law_date=today,
        weights={"S1": "25", "S2": "25", "S3": "25", "S4": "25"}, **dict(zip(names, days, strict=True)),
    )  # fmt: skip
    CampaignUnit.objects.bulk_create(CampaignUnit(campaign=row, unit=unit) for unit in leads)
    CampaignUnit.objects.bulk_create(CampaignUnit(campaign=row, unit=unit, role="cooperating") for unit in communes)
    CampaignTask.objects.bulk_create(
        CampaignTask(campaign=row, ordinal=n, text=f"Nhiệm vụ {n}", due_on=today + timedelta(days=n))
        for n in range(1, 31)
    )
    CampaignTarget.objects.bulk_create(
        CampaignTarget(
            campaign=row, ordinal=n, text=f"Chỉ tiêu {n}", tier=tier, percent=40, by_date=date(today.year, 12, 31)
        )
        for n, tier in enumerate(("", "province", "commune"), start=1)
    )
    made = []
    for place in range(LEADS):
        first, last = SIZE * place // LEADS, SIZE * (place + 1) // LEADS
        made += [(one, leads[place]) for one in procedures(last - first, f"Lĩnh vực {place}", first + 1)]
    lines = CampaignLine.objects.bulk_create(
        CampaignLine(
            campaign=row, procedure=one, procedure_version=one.current, law_date=today, unit=unit, tiers=["commune"],
            field=one.current.field if one.current else None,
        )
        for one, unit in made
    )  # fmt: skip
    answered(lines[::2])
    CampaignLine.objects.filter(pk__in=[line.pk for line in lines[::2]]).update(
        state="assessed", level="full", suitable=True, year=today.year
    )
    return row


def addresses(row: Any) -> dict[str, str]:
    """The pages by name."""
    from django.urls import reverse

    part = row.units.filter(role="lead").order_by("pk").first()
    line = row.lines.filter(unit=part.unit).order_by("pk")[1]
    of_campaign = ("campaign", "plan", "lines", "history", "meetings", "follow", "marks")
    found = {"campaigns": reverse("review:campaigns"), "work": reverse("review:work")}
    found |= {name: reverse(f"review:{name}", args=[row.public_id]) for name in of_campaign}
    found["part"] = reverse("review:part", args=[part.public_id])
    of_line = ("line", "assess", "assess-parts", "assess-effort", "assess-end")
    return found | {name: reverse(f"review:{name}", args=[line.public_id]) for name in of_line}


def measured(client: Any, pages: dict[str, str]) -> dict[str, list[tuple[float, float]]]:
    """Milliseconds of each page, the pages in turns: by the clock, and of the processor in this process alone."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in pages}
    for turn in range(WARM + ROUNDS):
        for name, address in pages.items():
            started, busy = time.perf_counter(), time.process_time()
            answer = client.get(address)
            if turn >= WARM:
                taken[name].append((1000 * (time.perf_counter() - started), 1000 * (time.process_time() - busy)))
            if answer.status_code != 200:
                raise RuntimeError(f"{address} answered {answer.status_code}")
    return taken


def statements(client: Any, address: str) -> int:
    """How many statements a page costs."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def main() -> int:
    """Build, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--profile", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        ready(Path(folder))
        client, pages = officer(), addresses(campaign())
        if given.profile:
            measured(client, {given.profile: pages[given.profile]})
            profile = cProfile.Profile()
            profile.runcall(measured, client, {given.profile: pages[given.profile]})
            pstats.Stats(profile).sort_stats("cumulative").print_stats(70)
            return 0
        taken = measured(client, pages)
        worst = 0.0
        for name, rows in taken.items():
            wall, busy = ([row[place] for row in rows] for place in (0, 1))
            high = quantiles(wall, n=20)[-1]
            worst = max(worst, high)
            asked = statements(client, pages[name])
            shown = f"p50 {median(wall):6.1f} ms  p95 {high:6.1f} ms  processor {median(busy):6.1f} ms"
            print(f"{name:<14} {shown}  {asked:3d} statements")
    return int(worst > BAR)


if __name__ == "__main__":
    sys.exit(main())
