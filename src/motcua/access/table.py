"""The one permission table: every permission of the house, in words, and the roles that hold it.

`SIGNED_IN` is held by every signed-in member of staff. The page "Bảng quyền" and the tests read this table.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.access.roles import Role

_CONTROL = frozenset({Role.CONTROL_OFFICER})
_ADMIN = frozenset({Role.SYSTEM_ADMIN})
_OVERSIGHT = frozenset({Role.CONTROL_OFFICER, Role.SUPERVISOR, Role.INSPECTOR})
_FOCAL = frozenset({Role.CONTROL_OFFICER, Role.FOCAL_OFFICER})
_HEADS = frozenset({Role.HEAD_OF_UNIT})
_CLERKS = frozenset({Role.CLERK, Role.CONTROL_OFFICER})
_DESKS = _FOCAL | frozenset({Role.RECEIVER, Role.RETURNER, Role.HEAD_OF_UNIT})
SIGNED_IN: frozenset[Role] = frozenset(set(Role) - {Role.APPLICANT, Role.REPRESENTATIVE})


@dataclass(frozen=True, slots=True)
class Permission:
    """One thing that can be allowed: its name, its words and the roles that hold it."""

    name: str
    words: str | Promise
    roles: frozenset[Role]


_ROWS = [
    Permission("desk.view", _("Vào bàn làm việc"), SIGNED_IN),
    Permission("control.view", _("Vào khu vực kiểm soát thủ tục hành chính"), _OVERSIGHT | _FOCAL | _ADMIN),
    Permission("access.view", _("Xem tài khoản và bảng quyền"), _ADMIN | _OVERSIGHT),
    Permission("access.manage", _("Tạo, khóa tài khoản, đặt lại mật khẩu"), _ADMIN),
    Permission("access.token", _("Tạo khóa truy cập cho phần mềm"), _ADMIN),
    Permission("audit.view", _("Xem nhật ký"), _ADMIN | frozenset({Role.INSPECTOR, Role.CONTROL_OFFICER})),
    Permission("audit.seal", _("Niêm phong nhật ký"), _ADMIN),
    Permission("jobs.view", _("Xem công việc chạy nền"), SIGNED_IN),
    Permission("jobs.manage", _("Chạy lại, hủy công việc chạy nền"), _ADMIN | _CONTROL),
    Permission("files.store", _("Lưu tệp"), SIGNED_IN),
    Permission("organisation.view", _("Xem đơn vị, vị trí công tác"), SIGNED_IN),
    Permission("organisation.manage", _("Sửa đơn vị, vị trí công tác"), _ADMIN | _CONTROL),
    Permission("organisation.focal", _("Cử, thay công chức đầu mối"), _CONTROL),
    Permission("organisation.seal", _("Ghi sổ sử dụng con dấu"), _CLERKS | _ADMIN),
    Permission("rulebook.view", _("Xem quy định đang áp dụng"), SIGNED_IN),
    Permission("rulebook.edit", _("Thêm, sửa quy định riêng của tỉnh"), _CONTROL),
    Permission("rulebook.approve", _("Duyệt lịch làm việc, quy định riêng"), _CONTROL),
    Permission("catalog.view", _("Xem danh mục thủ tục kèm phát hiện"), SIGNED_IN),
    Permission("catalog.import", _("Nhập danh mục thủ tục"), _CONTROL),
    Permission("catalog.edit", _("Sửa phần của tỉnh trong thủ tục"), _FOCAL),
    Permission("catalog.publish", _("Công khai phiên bản thủ tục"), _CONTROL),
    Permission("catalog.settle", _("Xử lý phát hiện"), _FOCAL),
    Permission("catalog.vocabulary", _("Sửa bảng từ đồng nghĩa tra cứu"), _CONTROL),
    Permission("catalog.export", _("Xuất danh mục"), SIGNED_IN),
    Permission("papers.view", _("Xem văn bản, sổ đăng ký"), SIGNED_IN),
    Permission("papers.draft", _("Soạn văn bản"), _FOCAL),
    Permission("papers.submit", _("Trình ký, thu hồi, thay thế văn bản"), _FOCAL),
    Permission("papers.register", _("Mở sổ, lấy số văn bản"), _CLERKS),
    Permission("publication.view", _("Xem quyết định công bố, việc phải làm tiếp"), SIGNED_IN),
    Permission("publication.draft", _("Tham mưu quyết định công bố, danh mục"), _FOCAL),
    Permission("publication.check", _("Kiểm soát quyết định công bố"), _CONTROL),
    Permission("publication.announce", _("Ghi quyết định công bố đã ký, công khai"), _CONTROL),
    Permission("receiving.view", _("Xem danh mục nơi tiếp nhận"), SIGNED_IN),
    Permission("receiving.edit", _("Lập danh mục nơi tiếp nhận"), _CONTROL),
    Permission("defects.report", _("Báo nội dung chưa đúng của thủ tục"), SIGNED_IN),
    Permission("defects.view", _("Xem văn bản phản ánh nội dung"), _OVERSIGHT | _FOCAL),
    Permission("defects.oversee", _("Xem phản ánh nội dung của mọi đơn vị"), _OVERSIGHT),
    Permission("defects.letter", _("Gửi, trả lời văn bản phản ánh nội dung chưa đúng"), _FOCAL),
    Permission("posting.view", _("Xem việc niêm yết"), SIGNED_IN),
    Permission("posting.confirm", _("Xác nhận niêm yết"), _DESKS),
    Permission("posting.manage", _("Xác nhận niêm yết thay cho mọi nơi tiếp nhận"), _CONTROL),
    Permission("online.view", _("Xem dịch vụ công trực tuyến, lộ trình"), SIGNED_IN),
    Permission("online.edit", _("Ghi dịch vụ công trực tuyến, chỉ tiêu, lộ trình"), _CONTROL),
    Permission("processes.view", _("Xem quy trình"), SIGNED_IN),
    Permission("processes.edit", _("Lập quy trình hiện tại"), _FOCAL),
    Permission("proposals.view", _("Xem gợi ý đánh giá"), SIGNED_IN),
    Permission("proposals.facts", _("Ghi số lượng hồ sơ, dữ liệu thay giấy tờ"), _FOCAL),
    Permission("proposals.rules", _("Sửa quy tắc gợi ý"), _CONTROL),
    Permission("review.view", _("Xem đợt rà soát"), SIGNED_IN),
    Permission("review.plan", _("Lập, sửa đợt rà soát"), _CONTROL),
    Permission("review.assess", _("Đánh giá thủ tục trong đợt rà soát"), _FOCAL),
    Permission("review.approve", _("Duyệt kết quả rà soát của đơn vị"), _HEADS),
    Permission("review.answer", _("Trả lời lấy ý kiến"), _FOCAL | _HEADS),
    Permission("review.check", _("Kiểm soát chất lượng, tổng hợp kết quả rà soát"), _CONTROL),
    Permission("review.decide", _("Ghi quyết định phê duyệt kết quả rà soát"), _CONTROL),
    Permission("onthespot.view", _("Xem thủ tục 5 tại chỗ"), SIGNED_IN),
    Permission("onthespot.assess", _("Đề xuất thủ tục 5 tại chỗ"), _FOCAL),
    Permission("onthespot.decide", _("Quyết định danh mục 5 tại chỗ"), _CONTROL),
]

PERMISSIONS: dict[str, Permission] = {row.name: row for row in _ROWS}


def roles_with(permission: str) -> frozenset[Role]:
    """The roles that hold `permission`; raises `KeyError` for a name that the table does not know."""
    return PERMISSIONS[permission].roles
