"""What the room `processes` puts into the house when it starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.processes.locks import declare_locks
from motcua.processes.log_words import register_words
from motcua.web.navigation import NavItem, register


def set_up() -> None:
    """Guards of the tables, navigation, words of the log."""
    declare_locks()
    register_words()
    register(NavItem("control", "processes", _("Quy trình"), "processes:processes", "processes.view", 27))
