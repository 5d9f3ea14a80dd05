"""The GOV.UK form components, called as functions.

Their macros read absent parameters freely, which our own templates may not: they live in an environment of their
own, and every error message in them is introduced by "Lỗi:" instead of the English word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

_BETWEEN_LINES = re.compile(r"\n\s*")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        autoescape=True,
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _macro(component: str) -> Any:
    name = "govuk" + "".join(part.capitalize() for part in component.split("-"))
    template = _environment().get_template(f"govuk_frontend_jinja/components/{component}/macro.html")
    return getattr(template.module, name)


def component(name: str, params: Mapping[str, Any]) -> Markup:
    """The markup of a component (`input`, `date-input`, `error-summary` …) with the parameters its documentation names.

    Raises `jinja2.TemplateNotFound` for a component that does not exist.
    """
    given = dict(params)
    if given.get("errorMessage"):
        given["errorMessage"] = {"visuallyHiddenText": _("Lỗi"), **given["errorMessage"]}
    markup = str(_macro(name)(given)).strip()
    # Lines inside a textarea are its content; everywhere else the breaks between tags are waste.
    squeezed = markup if name == "textarea" else _BETWEEN_LINES.sub("\n", markup)
    return Markup(squeezed)  # noqa: S704
