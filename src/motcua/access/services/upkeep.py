"""Forgetting what has expired; asked for daily by the jobs."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from motcua.access.actors import Actor
from motcua.access.models import OnceKey, PasswordLink, Throttle, UsedCode
from motcua.access.service import service

_KEPT = timedelta(days=2)


@service(permission="access.manage")
def forget_expired(*, actor: Actor) -> dict[str, int]:
    """Remove expired sessions, counters, used codes, form keys and links; returns how many of each."""
    now = timezone.now()
    return {
        "sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
        "throttles": Throttle.objects.filter(until__lt=now).delete()[0],
        "codes": UsedCode.objects.filter(until__lt=now).delete()[0],
        "form_keys": OnceKey.objects.filter(at__lt=now - _KEPT).delete()[0],
        "links": PasswordLink.objects.filter(expires_at__lt=now - _KEPT).delete()[0],
    }
