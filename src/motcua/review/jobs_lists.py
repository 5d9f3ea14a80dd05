"""Makes every document of a campaign in one go: each list is gathered once and drawn in all formats."""

from __future__ import annotations

from django.utils.translation import gettext as _

from motcua.jobs.registry import Run, handler
from motcua.review.list_making import forms_of, made, whole
from motcua.review.list_paper import FORMATS, drawn
from motcua.review.models import ListSet
from motcua.review.services.lists import KIND, finish_lists, keep_list
from motcua.web.faults import UserError


@handler(KIND, queue="slow", words="Lập các danh mục, biểu mẫu của đợt rà soát", shown_at=("review:lists", "campaign"))
def lists(run: Run) -> None:
    """Make and keep each document that is not there yet; one that cannot be made is noted, the others go on."""
    row = ListSet.objects.select_related("campaign").get(public_id=run.arguments["set"])
    forms = forms_of(row.campaign)
    total = len(forms) * len(FORMATS)
    there = set(row.files.values_list("form", "format"))
    done = 0
    run.progress(done, total, _("Đang đọc câu trả lời của các thủ tục"))
    facts = whole(run.actor, row.campaign)
    for form in forms:
        wanted = [one for one in FORMATS if (form.key, one) not in there]
        done += len(FORMATS) - len(wanted)
        if not wanted:
            continue
        found = made(run.actor, row.campaign, form.key, facts=facts)
        for one in wanted:
            run.progress(done, total, _("{name}, {format}").format(name=form.name, format=one.upper()))
            try:
                content = drawn(row.campaign, found, one)
            except UserError as error:
                run.note_failure(f"{form.name}, {one.upper()}", error.message)
            else:
                keep_list(
                    actor=run.actor,
                    list_set=row,
                    form=form.key,
                    form_format=one,
                    content=content,
                    rows=len(found.lines),
                )
            done += 1
    finish_lists(actor=run.actor, list_set=row)
    run.summary["files"] = row.files.count()
    run.progress(total, total, _("Đã lập {n} tệp").format(n=row.files.count()))
