"""The roles a position can carry (rules-one-stop 2.3); the permission table says what each may do."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    """What a person does in a unit, for a period."""

    RECEIVER = "receiver"
    DIGITISER = "digitiser"
    HEAD_OF_UNIT = "head_of_unit"
    ASSIGNER = "assigner"
    APPRAISER = "appraiser"
    VERIFIER = "verifier"
    OPINION_AGENCY = "opinion_agency"
    DIVISION_HEAD = "division_head"
    APPROVER = "approver"
    CLERK = "clerk"
    CASHIER = "cashier"
    RETURNER = "returner"
    POSTAL_PARTNER = "postal_partner"
    CONTROL_OFFICER = "control_officer"
    FOCAL_OFFICER = "focal_officer"
    SUPERVISOR = "supervisor"
    ARCHIVIST = "archivist"
    INSPECTOR = "inspector"
    SYSTEM_ADMIN = "system_admin"
    APPLICANT = "applicant"
    REPRESENTATIVE = "representative"


ROLE_LABELS = {
    Role.RECEIVER: _("Tiếp nhận hồ sơ"),
    Role.DIGITISER: _("Số hóa hồ sơ"),
    Role.HEAD_OF_UNIT: _("Người đứng đầu đơn vị"),
    Role.ASSIGNER: _("Phân công xử lý"),
    Role.APPRAISER: _("Thẩm định hồ sơ"),
    Role.VERIFIER: _("Thẩm tra, xác minh"),
    Role.OPINION_AGENCY: _("Cơ quan được lấy ý kiến"),
    Role.DIVISION_HEAD: _("Lãnh đạo phòng"),
    Role.APPROVER: _("Phê duyệt, ký"),
    Role.CLERK: _("Văn thư"),
    Role.CASHIER: _("Thu phí, lệ phí"),
    Role.RETURNER: _("Trả kết quả"),
    Role.POSTAL_PARTNER: _("Nhân viên bưu chính"),
    Role.CONTROL_OFFICER: _("Kiểm soát thủ tục hành chính"),
    Role.FOCAL_OFFICER: _("Công chức đầu mối kiểm soát thủ tục hành chính"),
    Role.SUPERVISOR: _("Lãnh đạo theo dõi"),
    Role.ARCHIVIST: _("Lưu trữ"),
    Role.INSPECTOR: _("Kiểm tra, thanh tra"),
    Role.SYSTEM_ADMIN: _("Quản trị hệ thống"),
    Role.APPLICANT: _("Người nộp hồ sơ"),
    Role.REPRESENTATIVE: _("Người được ủy quyền"),
}

SECOND_FACTOR_ROLES = frozenset({Role.SYSTEM_ADMIN, Role.CONTROL_OFFICER, Role.APPROVER, Role.CLERK, Role.INSPECTOR})
