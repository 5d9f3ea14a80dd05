"""Runs the steps that the rooms registered (`motcua.access.seeding`): the quick ones at once, the others as a job."""

from __future__ import annotations

from motcua.access.actors import Actor
from motcua.access.seeding import QUICK, Progress, Seeding, Step, steps
from motcua.jobs.models import Job
from motcua.jobs.services import enqueue

KIND = "server.seed"


def run_steps(chosen: list[Step], actor: Actor, progress: Progress) -> None:
    """Run steps one after the other; each is idempotent, so a killed run is run again from the start."""
    for step in chosen:
        step.run(Seeding(actor=actor, progress=progress))


def run_quick(actor: Actor, progress: Progress) -> None:
    """The steps that the printed addresses and sign-ins need."""
    run_steps([step for step in steps() if step.order < QUICK], actor, progress)


def start_job(actor: Actor, *, edition: str) -> Job:
    """The job that runs the other steps; one for each `edition`, however often it is asked for."""
    return enqueue(actor=actor, kind=KIND, key=f"seed:{edition}", queue="slow")
