"""What several pages read out of a form: the version it was made on, where it came from."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def version_given(data: Mapping[str, str]) -> int:
    """The version that a form was made on; 0, which no row has, where the form does not say."""
    text = data.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def safe_back(request: HttpRequest, otherwise: str) -> str:
    """Where the form came from, if that is a page of this site."""
    target = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return target if target and is_ours else otherwise
