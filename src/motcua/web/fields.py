"""One form field of Django as a GOV.UK component: label, hint, error and input tied together for a screen reader."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.widgets import ChoiceWidget
from django.utils.html import format_html
from django.utils.translation import gettext as _
from markupsafe import Markup

from motcua.web.govuk import component

Params = dict[str, Any]
_SET_ELSEWHERE = {
    "rows",
    "cols",
    "class",
    "autocomplete",
    "inputmode",
    "spellcheck",
    "aria-describedby",
    "aria-invalid",
}
_WIDTHS = {4: 2, 8: 4, 12: 10, 24: 20}


def render_field(bound: BoundField, *, optional_mark: bool = True) -> Markup:
    """The markup of a bound field by the kind of its widget.

    `optional_mark` adds "(không bắt buộc)" to the label of a field that may stay empty; filters do without it.
    """
    widget = bound.field.widget
    if widget.is_hidden:
        return Markup(format_html('<input type="hidden" name="{}" value="{}">', bound.html_name, _plain(bound)))  # noqa: S704
    if isinstance(widget, forms.CheckboxInput):
        return _single_checkbox(bound)
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return _group(bound, optional_mark)
    if isinstance(widget, forms.Select):
        return _select(bound, optional_mark)
    params = {**_common(bound, optional_mark), "value": _plain(bound)}
    if isinstance(widget, forms.Textarea):
        return component("textarea", {**params, "rows": widget.attrs.get("rows", 5)})
    if isinstance(widget, forms.FileInput):
        params.pop("value")
        return component("file-upload", {**params, "multiple": bool(widget.attrs.get("multiple"))})
    return component("input", {**params, **_input_extras(bound)})


def error_list(form: forms.BaseForm) -> list[dict[str, str]]:
    """Every error of a form as the error summary wants it: its text and a link to its field."""
    rows = [{"text": str(message), "href": ""} for message in form.non_field_errors()]
    for bound in form:
        rows += [{"text": _named(bound, str(message)), "href": f"#{bound.auto_id}"} for message in bound.errors]
    return rows


def _named(bound: BoundField, message: str) -> str:
    """The message with the field's name before it, unless it names the field itself."""
    return message if str(bound.label) in message else f"{bound.label}: {message}"


def _plain(bound: BoundField) -> str:
    value = bound.field.widget.format_value(bound.value())
    if isinstance(value, (list, tuple)):
        value = value[0] if value else ""
    return "" if value is None else str(value)


def _words(bound: BoundField, optional_mark: bool) -> str:
    label = str(bound.label)
    if bound.field.required or not optional_mark:
        return label
    return _("%(label)s (không bắt buộc)") % {"label": label}


def _attributes(bound: BoundField) -> Params:
    attrs = {**bound.field.widget.attrs, **bound.build_widget_attrs({})}
    kept = {
        name: ("" if value is True else value)
        for name, value in attrs.items()
        if name not in _SET_ELSEWHERE and value is not False
    }
    if bound.errors:
        kept["aria-invalid"] = "true"
    kept.pop("required", None)  # the browser's own bubble would speak before our message, in the browser's language
    return kept


def _common(bound: BoundField, optional_mark: bool) -> Params:
    params: Params = {
        "id": bound.auto_id,
        "name": bound.html_name,
        "label": {"text": _words(bound, optional_mark)},
        "attributes": _attributes(bound),
        "disabled": bound.field.disabled,
        "classes": bound.field.widget.attrs.get("class", ""),
    }
    return params | _said(bound)


def _said(bound: BoundField) -> Params:
    params: Params = {}
    if bound.help_text:
        params["hint"] = {"text": str(bound.help_text)}
    if bound.errors:
        params["errorMessage"] = {"text": " ".join(str(message) for message in bound.errors)}
    return params


def _input_extras(bound: BoundField) -> Params:
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "text")
    extras: Params = {"type": kind, "autocomplete": widget.attrs.get("autocomplete")}
    if kind == "number":
        extras |= {"type": "text", "inputmode": "numeric", "classes": "govuk-input--width-5"}
    if widget.attrs.get("inputmode"):
        extras["inputmode"] = widget.attrs["inputmode"]
    if kind == "password":
        extras["value"] = None
    limit = getattr(bound.field, "max_length", None)
    if not widget.attrs.get("class") and limit:
        width = next((width for most, width in _WIDTHS.items() if limit <= most), None)
        extras |= {"classes": f"govuk-input--width-{width}"} if width else {}
    return extras


def _options(bound: BoundField) -> list[tuple[str, str, bool]]:
    """Every choice as value, words, chosen; groups are flattened with their name before the words."""
    widget = bound.field.widget
    assert isinstance(widget, ChoiceWidget)
    value = bound.value()
    given = value if isinstance(value, (list, tuple, set)) else [value]
    chosen = {"" if item is None else str(item) for item in given}
    rows = []
    for choice, words in widget.choices:
        if isinstance(words, (list, tuple)):
            rows += [(str(inner), f"{choice}: {label}", str(inner) in chosen) for inner, label in words]
        else:
            rows.append(("" if choice is None else str(choice), str(words), str(choice or "") in chosen))
    return rows


def _select(bound: BoundField, optional_mark: bool) -> Markup:
    items = [{"value": value, "text": words, "selected": chosen} for value, words, chosen in _options(bound)]
    params = {**_common(bound, optional_mark), "items": items}
    if isinstance(bound.field.widget, forms.SelectMultiple):
        params["attributes"] = {**params["attributes"], "multiple": ""}
    return component("select", params)


def _group(bound: BoundField, optional_mark: bool) -> Markup:
    radios = not isinstance(bound.field.widget, forms.CheckboxSelectMultiple)  # which is a kind of RadioSelect
    items = [
        {"value": value, "text": words, "checked": chosen}
        for value, words, chosen in _options(bound)
        if value or not bound.field.required
    ]
    legend = {"text": _words(bound, optional_mark), "classes": "govuk-fieldset__legend--s"}
    params = {"idPrefix": bound.auto_id, "name": bound.html_name, "items": items, "fieldset": {"legend": legend}}
    size = "govuk-radios--small" if radios else "govuk-checkboxes--small"
    return component("radios" if radios else "checkboxes", {**params, "classes": size, **_said(bound)})


def _single_checkbox(bound: BoundField) -> Markup:
    item = {"value": "on", "text": str(bound.label), "checked": bool(bound.value()), "id": bound.auto_id}
    params = {"idPrefix": bound.auto_id, "name": bound.html_name, "items": [item], "classes": "govuk-checkboxes--small"}
    return component("checkboxes", {**params, **_said(bound)})
