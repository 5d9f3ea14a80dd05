"""Reads what machines send. A NUL character, which no text needs and PostgreSQL refuses, ends in a sentence."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja.parser import Parser

from motcua.web.faults import UserError

NUL = "\x00"


class CleanParser(Parser):
    """JSON bodies and query strings without NUL characters."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body; raises `UserError` for a NUL anywhere in it, `ValueError` where it is not JSON."""
        found = super().parse_body(request)
        _refuse_nul(found)
        return found

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """The query; raises `UserError` for a NUL anywhere in it."""
        found = super().parse_querydict(data, list_fields, request)
        _refuse_nul(found)
        return found


def _refuse_nul(value: object) -> None:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str) and NUL in one:
            raise UserError("nul", _("Nội dung có ký tự rỗng (NUL)."), hint=_("Bỏ ký tự đó rồi gửi lại."), status=422)
        if isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            waiting += one
