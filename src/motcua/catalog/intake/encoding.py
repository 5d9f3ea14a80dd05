"""Says in which encoding a text was wrongly saved, instead of showing garbled Vietnamese."""

from __future__ import annotations

from django.utils.translation import gettext as _

from motcua.catalog.intake.faults import RefusedError

_WIDE = (b"\xff\xfe", b"\xfe\xff")
# In Windows-1258 a Vietnamese tone is a byte of its own after the letter; Latin-1 has none of them.
_TONES_1258 = frozenset(b"\xcc\xd2\xde\xec\xf2")


def check_head(head: bytes) -> None:
    """Refuse a text whose first bytes show UTF-16 or UTF-32. Raises `RefusedError`."""
    if head.startswith(_WIDE) or (head[:64].count(0) > len(head[:64]) // 4):
        raise RefusedError(_("Tệp mã hóa UTF-16, không phải UTF-8. Lưu lại tệp với mã UTF-8 rồi nhập lại."))


def decode_line(line: bytes) -> str:
    """Return the text of a line. Raises `RefusedError` that names the likely encoding when it is not UTF-8."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        tones = sum(1 for byte in line if byte in _TONES_1258)
        guess = "Windows-1258" if tones > 1 else "Latin-1/Windows-1252"
        raise RefusedError(
            _("Không phải UTF-8 (có lẽ là %(guess)s) ở byte thứ %(place)d. Lưu lại tệp với mã UTF-8 rồi nhập lại.")
            % {"guess": guess, "place": error.start + 1}
        ) from error
