"""The template environment of the house."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.apps import apps
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined


def environment(**options: Any) -> Environment:
    """Templates of all rooms (`jinja2/<room>/…`), the GOV.UK macros, strict about unknown names."""
    folders = [Path(config.path) / "jinja2" for config in apps.get_app_configs() if config.name.startswith("motcua.")]
    options["loader"] = ChoiceLoader(
        [
            FileSystemLoader([folder for folder in folders if folder.is_dir()]),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    options.update(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    options.pop("autoescape", None)
    env = Environment(**options, autoescape=True, extensions=["jinja2.ext.i18n"])
    env.install_gettext_callables(translation.gettext, translation.ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(static=static, url=reverse)
    return env
