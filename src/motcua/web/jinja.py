"""The template environment of the house."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils import timezone, translation
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from motcua.web import formats
from motcua.web.assets import asset
from motcua.web.fields import error_list, render_field
from motcua.web.once import new_key
from motcua.web.why import steps

FILTERS = {
    "vn_date": formats.vn_date,
    "vn_moment": formats.vn_moment,
    "vn_weekday": formats.vn_weekday,
    "vn_official": formats.vn_official,
    "vn_number": formats.vn_number,
    "vn_money": formats.vn_money,
    "vn_share": formats.vn_share,
}


def environment(**options: Any) -> Environment:
    """Templates of all rooms (`jinja2/<room>/…`), strict about unknown names; every value is escaped."""
    folders = [Path(config.path) / "jinja2" for config in apps.get_app_configs() if config.name.startswith("motcua.")]
    options["loader"] = FileSystemLoader([folder for folder in folders if folder.is_dir()])
    options.update(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    options.pop("autoescape", None)
    env = Environment(**options, autoescape=True, extensions=["jinja2.ext.i18n"])
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(translation.gettext, translation.ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.filters.update(FILTERS)
    env.globals.update(
        static=asset,
        url=reverse,
        now=timezone.now,
        language_code=translation.get_language,
        render_field=render_field,
        error_list=error_list,
        new_once_key=new_key,
        why_steps=steps,
    )
    return env
