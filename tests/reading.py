"""A client that reads what it is given: an id that stands twice leads a label or a link to the wrong field."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from django.http import HttpResponseBase
from django.test import Client

_ID = re.compile(r'<[a-z][^>]*?\sid="([^"]+)"')


def ids_twice(page: str) -> list[str]:
    """The ids that stand more than once on a page."""
    return sorted(name for name, times in Counter(_ID.findall(page)).items() if times > 1)


class ReadingClient(Client):
    """The test client of staff pages; a page with the same id twice fails the test, whatever it looked for."""

    def request(self, **request: Any) -> HttpResponseBase:
        """Ask, and look over what came back."""
        answer = super().request(**request)
        if not answer.streaming and answer.headers.get("Content-Type", "").startswith("text/html"):
            twice = ids_twice(answer.content.decode(errors="replace"))
            assert not twice, f"{request.get('PATH_INFO')}: {', '.join(twice)}"
        return answer
