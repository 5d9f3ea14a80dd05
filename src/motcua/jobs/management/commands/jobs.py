"""`motcua jobs`: run workers, look at jobs, run them again or cancel them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from motcua.access.commands import RoomCommand
from motcua.jobs import selectors, services
from motcua.jobs.models import Job, JobState, Queue
from motcua.jobs.worker import LEASE, JobWorker
from motcua.web.faults import UserError


class Command(RoomCommand):
    help = "Background work: workers, list, retry, cancel."
    verbs = {
        "run": "work on the jobs of one or more queues until told to stop",
        "list": "list jobs, latest first",
        "show": "show one job with what failed in it",
        "retry": "run a failed or cancelled job again",
        "cancel": "cancel a job",
        "workers": "how many workers are alive; exit 1 where a queue has none",
    }

    def arguments_run(self, parser: ArgumentParser) -> None:
        parser.add_argument("--queue", action="append", choices=Queue.values, help="may be repeated; default: both")
        parser.add_argument("--lease", type=float, default=LEASE.total_seconds(), metavar="SECONDS")
        group = parser.add_mutually_exclusive_group()
        group.add_argument("--once", action="store_true", help="do one job and end")
        group.add_argument("--drain", action="store_true", help="do every job that is due and end")

    def verb_run(self, given: Namespace) -> dict[str, Any] | None:
        worker = JobWorker(given.queue or Queue.values, lease_for=timedelta(seconds=given.lease))
        if given.once:
            return {"run": int(worker.run_next())}
        if given.drain:
            return {"run": worker.drain()}
        worker.run_forever()
        return None

    def arguments_list(self, parser: ArgumentParser) -> None:
        parser.add_argument("--state", choices=JobState.values, default="")
        parser.add_argument("--kind", default="")
        parser.add_argument("--queue", choices=Queue.values, default="")
        parser.add_argument("--limit", type=int, default=50)

    def verb_list(self, given: Namespace) -> list[dict[str, Any]]:
        jobs = selectors.jobs_of(self.acting(given), state=given.state, kind=given.kind, queue=given.queue)
        return [selectors.to_dict(job) for job in jobs[: max(given.limit, 0)]]

    def arguments_show(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID")

    arguments_retry = arguments_show
    arguments_cancel = arguments_show

    def verb_show(self, given: Namespace) -> dict[str, Any]:
        return selectors.to_dict(self._job(given), failures=True)

    def verb_retry(self, given: Namespace) -> dict[str, Any]:
        return selectors.to_dict(services.retry(actor=self.acting(given), job=self._job(given)))

    def verb_cancel(self, given: Namespace) -> dict[str, Any]:
        return selectors.to_dict(services.cancel(actor=self.acting(given), job=self._job(given)))

    def verb_workers(self, given: Namespace) -> dict[str, int]:
        return selectors.workers_alive()

    def exit_code(self, given: Namespace, result: Any) -> int:
        return int(given.verb == "workers" and not all(result.values()))

    def words(self, given: Namespace, result: Any) -> Iterable[str]:
        if given.verb != "list":
            yield from super().words(given, result)
            return
        for job in result:
            done, total = job["progress"]["done"], job["progress"]["total"]
            yield f"{job['id']}  {job['state']:<9} {job['queue']:<5} {done}/{total or '?'}  {job['words']}"

    def _job(self, given: Namespace) -> Job:
        job = selectors.job_of(self.acting(given), given.id)
        if job is None:
            raise UserError("job-not-found", f"Không có công việc {given.id}.", hint="Xem danh sách: motcua jobs list.")
        return job
