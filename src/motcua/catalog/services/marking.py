"""The province says whether a paper's data can come from a database; the ministry's text stays as it is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event
from motcua.access.events import record as log
from motcua.access.service import service
from motcua.access.versions import take_version
from motcua.catalog.models import Component
from motcua.catalog.services.marks import Mark
from motcua.catalog.services.storing import touch_catalog
from motcua.web.faults import UserError


@service(permission="catalog.edit")
def mark_component(*, actor: Actor, component: Component, mark: Mark, version: int) -> Component:
    """Say whether the data of a paper of the version in force can come from a database.

    `version` is the procedure's. Raises `UserError` where the ground or the database is not named or the paper belongs
    to a version that is no longer in force, `Stale` where another changed the procedure meanwhile.
    """
    procedure = component.procedure_version.procedure
    if procedure.current_id != component.procedure_version_id:
        raise UserError("not-in-force", _("Giấy tờ này thuộc phiên bản không còn áp dụng."), status=409)
    mark = _checked(mark)
    take_version(procedure, version, _("Thủ tục vừa được người khác sửa. Tải lại trang để xem."))
    component.from_database, component.database = mark.from_database, mark.database
    component.database_ground = mark.ground
    component.save(update_fields=["from_database", "database", "database_ground"])
    log(
        Event(
            verb="catalog.component.marked",
            object_type="catalog.procedure",
            object_id=procedure.public_id,
            fields=("from_database", "database", "database_ground"),
            facts={"code": procedure.code, "component": component.ordinal, "from_database": mark.from_database},
        )
    )
    touch_catalog()
    return component


def _checked(mark: Mark) -> Mark:
    if mark.from_database is None:
        return Mark(None)
    if mark.from_database and not mark.database.strip():
        raise UserError("no-database", _("Chưa ghi tên cơ sở dữ liệu có thông tin của giấy tờ này."), field="database")
    if not mark.ground.strip():
        raise UserError("no-ground", _("Chưa ghi căn cứ pháp lý."), field="ground", hint=_("Ví dụ: số nghị định."))
    return Mark(mark.from_database, mark.database.strip() if mark.from_database else "", mark.ground.strip())
