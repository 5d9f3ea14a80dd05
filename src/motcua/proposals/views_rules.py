"""Pages of rules and of yearly volumes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.proposals import selectors
from motcua.proposals.forms import SAID, ReasonForm, RuleForm, VolumeFileForm, VolumeFilter, VolumeForm, rule_initial
from motcua.proposals.models import OwnRule
from motcua.proposals.rules_now import rules_now
from motcua.proposals.services import (
    import_volumes,
    own_version,
    record_volume,
    restore_rule,
    set_rule,
    turn_off_rule,
)
from motcua.proposals.volumes_in import VolumeLine, read_volumes
from motcua.web.faults import Stale, UserError
from motcua.web.paging import page_of

NAV = {"nav": "proposals"}


@route("proposals.view")
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """The rules as they stand here, those of the province marked, those turned off below."""
    actor, now = actor_of(request), rules_now()
    own = {row.key: row for row in OwnRule.objects.visible_to(actor)}
    context = {
        **NAV,
        "page": page_of(request, sorted(now.reader.rules, key=lambda rule: (rule.criterion, rule.key))),
        "own": own,
        "off": [row for row in own.values() if row.is_off],
        "faults": now.faults,
        "said": SAID,
        "may_edit": actor.may("proposals.rules"),
    }
    return render(request, "proposals/rules.html", context)


@route("proposals.rules")
@require_http_methods(["GET", "POST"])
def rule(request: HttpRequest, key: str = "") -> HttpResponse:
    """Change a rule, or write a new one."""
    held = next((one for one in rules_now().reader.rules if one.key == key), None)
    if key and held is None:
        raise UserError("no-rule", _("Không có quy tắc {key} đang áp dụng.").format(key=key), status=404)
    initial = {**(rule_initial(held) if held else {}), "version": own_version(key)}
    form = RuleForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            set_rule(
                actor=actor_of(request),
                table=form.table(held),
                reason=given["reason"],
                version=given["version"],
            )
        except UserError as error:
            if isinstance(error, Stale):
                raise
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            messages.success(request, _("Đã ghi quy tắc. Gợi ý đã lưu cần tính lại."))
            return redirect("proposals:rules")
    off = ReasonForm(initial={"version": own_version(key)}, auto_id="off-%s") if held else None
    row = OwnRule.objects.filter(key=key).first()
    return render(request, "proposals/rule.html", {**NAV, "form": form, "off": off, "key": key, "row": row})


@route("proposals.rules")
@require_POST
def rule_off(request: HttpRequest, key: str) -> HttpResponse:
    """A rule no longer speaks."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise UserError("no-reason", _("Chưa ghi lý do sửa quy tắc."), field="reason")
    turn_off_rule(actor=actor_of(request), key=key, **form.cleaned_data)
    messages.success(request, _("Quy tắc không còn áp dụng."))
    return redirect("proposals:rules")


@route("proposals.rules")
@require_POST
def rule_restore(request: HttpRequest, key: str) -> HttpResponse:
    """The shipped rule holds again."""
    version = request.POST.get("version", "")
    restore_rule(
        actor=actor_of(request), key=key, version=int(version) if version.isascii() and version.isdigit() else -1
    )
    messages.success(request, _("Đã bỏ phần sửa của tỉnh."))
    return redirect("proposals:rules")


@route("proposals.view")
@require_GET
def volumes(request: HttpRequest) -> HttpResponse:
    """Yearly volumes with their sources."""
    return _volumes(request, VolumeForm(), VolumeFileForm())


def _volumes(request: HttpRequest, form: VolumeForm, file_form: VolumeFileForm) -> HttpResponse:
    actor, filters = actor_of(request), VolumeFilter(request.GET)
    chosen = filters.chosen
    rows = selectors.volume_rows(actor, year=chosen.get("year"), text=chosen.get("q", ""))
    context = {
        **NAV,
        "filters": filters,
        "page": page_of(request, rows),
        "form": form,
        "file_form": file_form,
        "may_write": actor.may("proposals.facts"),
    }
    return render(request, "proposals/volumes.html", context)


@route("proposals.facts")
@require_POST
def volume(request: HttpRequest) -> HttpResponse:
    """Write one volume."""
    form = VolumeForm(request.POST)
    if form.is_valid():
        try:
            record_volume(actor=actor_of(request), line=VolumeLine(**form.cleaned_data))
        except UserError as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("Đã ghi số hồ sơ."))
            return redirect("proposals:volumes")
    return _volumes(request, form, VolumeFileForm())


@route("proposals.facts")
@require_POST
def volume_file(request: HttpRequest) -> HttpResponse:
    """Read a file of volumes; lines left out are named."""
    form = VolumeFileForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data
        try:
            lines = read_volumes(
                given["file"].read(), given["file"].name, year=given["file_year"], source=given["file_source"]
            )
            done = import_volumes(actor=actor_of(request), lines=lines, name=given["file"].name)
        except UserError as error:
            form.add_error("file", f"{error.message} {error.hint or ''}")
        else:
            messages.success(request, _("Đã ghi {n} dòng.").format(n=done.written))
            for number, why in done.left_out[:20]:
                messages.warning(request, _("Dòng {line}: {why}").format(line=number, why=why))
            return redirect("proposals:volumes")
    return _volumes(request, VolumeForm(), form)
