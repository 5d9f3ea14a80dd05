"""What several pages read out of a form: where it came from."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def safe_back(request: HttpRequest, otherwise: str) -> str:
    """Where the form came from, if that is a page of this site."""
    target = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return target if target and is_ours else otherwise
