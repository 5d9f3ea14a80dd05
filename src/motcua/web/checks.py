"""System checks of the registries: an entry that leads nowhere is named at start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register

from motcua.web.navigation import address, registered


@register("motcua")
def navigation_leads_somewhere(app_configs: Sequence[Any] | None, **options: Any) -> list[CheckMessage]:
    """Name every navigation entry whose route does not exist."""
    return [
        Error(
            f"Navigation entry {item.key!r} of {item.face!r} leads to the unknown route {item.url_name!r}.",
            hint="Add the route or mend the name where the entry is registered.",
            id="motcua.web.E001",
        )
        for item in registered()
        if address(item.url_name) is None
    ]
