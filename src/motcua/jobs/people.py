"""The one who asked for a job, kept with it and brought back when it runs."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from motcua.access.actors import Actor, Grant
from motcua.access.roles import Role
from motcua.jobs.models import Job
from motcua.web.faults import Denied


def columns_of(actor: Actor) -> dict[str, Any]:
    """The actor as columns of a job: who, and the roles held at this moment."""
    return {
        "user": actor.user,
        "user_label": actor.label[:200],
        "by_system": actor.system,
        "grants": [[str(grant.role), grant.unit_id, grant.position_id] for grant in actor.grants],
        "scopes": None if actor.scopes is None else sorted(actor.scopes),
        "request_id": actor.request_id[:64],
    }


def actor_of_job(job: Job) -> Actor:
    """Who acts in a job: the one who asked, in the position held then.

    Raises `Denied` where the account has been closed since.
    """
    if job.user is not None and not job.user.is_active:
        raise Denied(_("Tài khoản yêu cầu công việc này đã bị khóa."))
    return Actor(
        user=job.user,
        label=job.user_label,
        grants=tuple(Grant(Role(role), unit, position) for role, unit, position in job.grants),
        system=job.by_system,
        via="job",
        request_id=job.request_id,
        scopes=None if job.scopes is None else frozenset(job.scopes),
    )
