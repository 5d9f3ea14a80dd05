"""The headings under which the entries of a long navigation stand, in the order of procedure control's own work.

A room names one of these where it registers its entry; a new heading is added here, so that the order of all of them
can be read in one place.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.web.navigation import NavGroup

DATABASE = NavGroup("database", _("Cơ sở dữ liệu thủ tục"), 10)
ANNOUNCING = NavGroup("announcing", _("Công bố, niêm yết"), 20)
REVIEWING = NavGroup("reviewing", _("Rà soát, đánh giá"), 30)
HANDLING = NavGroup("handling", _("Tiếp nhận, giải quyết"), 40)
UNITS = NavGroup("units", _("Đơn vị, thẩm quyền"), 50)
RULES = NavGroup("rules", _("Quy định, văn bản"), 60)
SYSTEM = NavGroup("system", _("Quản trị hệ thống"), 90)
