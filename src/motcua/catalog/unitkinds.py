"""Reads the kind of unit out of an agency's written name, where the name says it plainly."""

from __future__ import annotations

import re

from motcua.law.limit import fold

# In order: the first pattern that fits decides. Keys are kinds of unit of the organisation's vocabulary.
_PATTERNS = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"phuc vu hanh chinh cong|trung tam hanh chinh cong", "centre"),
        (
            r"\bcong an\b|\bthue\b|hai quan|kho bac|bao hiem xa hoi|ngan hang nha nuoc|\bquan su\b|bien phong|toa an|"
            r"thi hanh an|vien kiem sat",
            "vertical_agency",
        ),
        (r"uy ban nhan dan (cap )?(xa|phuong|dac khu|thi tran)|ubnd (cap )?(xa|phuong)", "people_committee:commune"),
        (r"uy ban nhan dan (cap )?(huyen|quan|thi xa)|ubnd (cap )?(huyen|quan)|cap huyen", "people_committee:district"),
        (
            r"uy ban nhan dan (cap )?(tinh|thanh pho)|ubnd (cap )?tinh|chu tich (uy ban nhan dan|ubnd) tinh",
            "people_committee:province",
        ),
        (
            r"^so\b|\bso (noi vu|tu phap|tai chinh|cong thuong|nong nghiep|xay dung|van hoa|khoa hoc|giao duc|y te|"
            r"dan toc|ngoai vu|du lich)",
            "so",
        ),
        (r"^van phong\b", "office"),
        (r"^thanh tra\b", "inspectorate"),
        (r"^ban\b", "ban"),
        (r"^phong\b", "division"),
        (r"^bo\b|^cuc\b|^vu\b|^tong cuc\b", "ministry"),
    )
)


def unit_kind(name: str) -> str:
    """The kind of unit that the name states (`so`, `centre`, `people_committee:commune` …), "" where it is unclear."""
    folded = fold(name)
    return next((kind for pattern, kind in _PATTERNS if pattern.search(folded)), "")
