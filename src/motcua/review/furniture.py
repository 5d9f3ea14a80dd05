"""What the room `review` puts into the house when it starts."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.papers.signing import when_signed
from motcua.review import furniture_assess, impact_words
from motcua.review.decision_paper import PURPOSE
from motcua.review.field_paper import FIELD_PURPOSE
from motcua.review.locks import declare_locks
from motcua.review.log_words import register_words
from motcua.review.services.deciding import decision_signed
from motcua.review.services.deciding_fields import field_signed
from motcua.web.navgroups import REVIEWING
from motcua.web.navigation import Viewer
from motcua.web.tiles import Figure, Tile
from motcua.web.tiles import register as register_tile


def set_up() -> None:
    """Guards of the tables, navigation, tiles, words of the log."""
    declare_locks()
    furniture_assess.set_up()
    register_words()
    impact_words.register_words()
    when_signed(PURPOSE, decision_signed)
    when_signed(FIELD_PURPOSE, field_signed)
    REVIEWING.register("reviewing", _("Rà soát"), "review:campaigns", "review.view", 24)
    register_tile(Tile("control", "reviewing", _late_units, "review.plan", 18))
    register_tile(Tile("control", "late-amendments", _late_amendments, "review.check", 19))
    register_tile(Tile("desk", "review-work", _my_lines, "review.assess", 40))
    register_tile(Tile("desk", "review-parts", _my_parts, "review.view", 41))


def _late_units(viewer: Viewer) -> Figure | None:
    """Units past the day by which they were to send their results; silent where none is."""
    from motcua.review.selectors import late_parts

    if not isinstance(viewer, Actor):
        return None
    late = late_parts(viewer, timezone.localdate()).count()
    if not late:
        return None
    return Figure(
        late, _("đơn vị quá hạn gửi kết quả rà soát"), reverse("review:campaigns"), "", "danger", _("quá hạn")
    )


def _late_amendments(viewer: Viewer) -> Figure | None:
    """The province's own documents past the day by which they were to be amended; silent where there are none.

    Leads to the campaign with the oldest of them.
    """
    from motcua.review.selectors_following import late_own_documents

    if not isinstance(viewer, Actor):
        return None
    late = late_own_documents(viewer, timezone.localdate())
    if late is None:
        return None
    href = reverse("review:follow", args=[late.campaign]) + "?state=late&remedy=own_document"
    note = gettext("%(document)s, hạn %(due)s") % {"document": late.document, "due": f"{late.due_on:%d/%m/%Y}"}
    return Figure(late.number, _("văn bản của tỉnh quá hạn sửa đổi"), href, note, "danger", _("quá hạn"))


def _my_lines(viewer: Viewer) -> Figure | None:
    """Lines of one's units that wait for an assessment; silent where none does."""
    from motcua.review.selectors import waiting_lines

    if not isinstance(viewer, Actor):
        return None
    waiting = waiting_lines(viewer).count()
    if not waiting:
        return None
    return Figure(waiting, _("thủ tục chờ đánh giá"), reverse("review:my-parts"), "", "info", _("đang chờ"))


def _my_parts(viewer: Viewer) -> Figure | None:
    """Results of one's units that wait to be approved or sent; silent for who does neither, and where none waits."""
    from motcua.review.selectors import parts_to_pass_on

    if not isinstance(viewer, Actor) or not (viewer.may("review.assess") or viewer.may("review.approve")):
        return None
    waiting = parts_to_pass_on(viewer).count()
    if not waiting:
        return None
    return Figure(
        waiting, _("kết quả rà soát của đơn vị chờ duyệt, gửi"), reverse("review:my-parts"), "", "warning", _("cần làm")
    )
