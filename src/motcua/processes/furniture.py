"""What the room `processes` puts into the house when it starts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from motcua.access.routes import actor_of
from motcua.catalog.models import Procedure
from motcua.processes.locks import declare_locks
from motcua.processes.log_words import register_words
from motcua.processes.selectors import processes_of
from motcua.web import pageparts
from motcua.web.navgroups import HANDLING
from motcua.web.pageparts import PagePart


def set_up() -> None:
    """Guards of the tables, navigation, words of the log."""
    declare_locks()
    register_words()
    HANDLING.register("processes", _("Quy trình"), "processes:processes", "processes.view", 27)
    pageparts.register(
        PagePart("control.procedure", "processes", "processes/part_procedure.html", _of, "processes.view", 40)
    )


def _of(request: HttpRequest, procedure: Procedure) -> Mapping[str, Any]:
    """The processes of a procedure, and whether the person may draw one up."""
    actor = actor_of(request)
    rows = processes_of(actor, procedure)
    may_edit = actor.may("processes.edit") and procedure.current_id is not None
    return {"rows": rows, "code": procedure.code, "may_edit": may_edit}
