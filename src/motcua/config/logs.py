"""Structured logs: one JSON object a line, with the request's id and without secrets."""

from __future__ import annotations

import logging
import re
from collections.abc import MutableMapping
from typing import Any

import structlog

HIDDEN = "[hidden]"
_SECRET_KEY = re.compile(
    r"pass(word|phrase)?|secret|token|authorization|cookie|session|csrf|api[-_]?key|otp|totp|recovery|signature",
    re.IGNORECASE,
)
_SECRET_TEXT = re.compile(
    r"(?i)((?:pass(?:word)?|secret|token|authorization|sessionid|csrf\w*|otp|code_verifier)\s*[=:]\s*)"
    r"(?:(?:bearer|basic)\s+)?[^\s,;&'\"]+"
)
_USERINFO = re.compile(r"(\w+://[^:/\s]+:)[^@/\s]+@")

Event = MutableMapping[str, Any]


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return _USERINFO.sub(rf"\1{HIDDEN}@", _SECRET_TEXT.sub(rf"\1{HIDDEN}", value))
    if isinstance(value, dict):
        return {key: HIDDEN if _SECRET_KEY.search(str(key)) else _cleaned(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(inner) for inner in value]
    return value


def hide_secrets(logger: Any, method: str, event: Event) -> Event:
    """Replace values whose name or text says that they are a secret; a step of every log line's making."""
    for key, value in event.items():
        event[key] = HIDDEN if _SECRET_KEY.search(key) else _cleaned(value)
    return event


SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.stdlib.ExtraAdder(allow=None),
]


def formatter() -> logging.Formatter:
    """The form of every line, whether it was logged through structlog or by a library."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=SHARED,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.StackInfoRenderer(),
            structlog.processors.format_exc_info,
            hide_secrets,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )


def configure(level: str) -> dict[str, Any]:
    """Set up structlog; returns Django's `LOGGING` for lines of `level` and above, on standard error."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED[:-1],
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "motcua.config.logs.formatter"}},
        "handlers": {"error_stream": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["error_stream"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True, "level": level},
            "django.server": {"handlers": [], "propagate": True, "level": level},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "fontTools": {"level": "WARNING"},
        },
    }
