"""What our workbook of a table marks in its hidden first column and row, so that it can be read back."""

from __future__ import annotations

MARK = "motcua-table"  # first cell: mark, key and version of the form
FIELD = "field"  # a line "field:key" holds a field over the table in its third column
LINE = "line"  # "line:key" is a row that the form prints
FREE = "free"  # "free:section" is a row that a person adds
SECTION = "section"  # "section:key" is a heading; what follows without a mark belongs to it
COUNTED = "counted"  # "counted:key" is a calculated row: not read back
HEAD = "head"
SPARE = 10  # blank rows in each free section
