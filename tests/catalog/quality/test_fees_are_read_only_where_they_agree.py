"""A fee is an amount only where number, currency and words agree; "Miễn phí" alone proves nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.catalog.quality.money import amounts_in, parse_fee


@pytest.mark.parametrize(
    ("text", "kind", "amount"),
    [
        (None, "absent", None),
        ("  ", "absent", None),
        ("Phí : 1.500.000 Đồng (Thực phẩm bảo vệ sức khỏe)", "amounts", 1_500_000),
        ("Lệ phí : 150000 Đồng (150.000 đồng/giấy)", "amounts", 150_000),
        ("50,000 VNĐ (Lệ phí cấp giấy chứng nhận)", "amounts", 50_000),
        ("500,000 Việt Nam Đồng", "amounts", 500_000),
        ("Phí : 0 Đồng", "free", 0),
        ("Miễn phí", "free", 0),
        ("Miễn phí (Không có)", "free", 0),
        ("Phí : Không Đồng", "free", 0),
        ("Phí : 50.000 Đồng (A)\nLệ phí : 50.000 Đồng (B)", "amounts", 50_000),
        ("Phí : 50.000 Đồng (A)\nLệ phí : 20.000 Đồng (B)\nFile đính kèm: x.pdf", "amounts", None),
    ],
)
def test_what_agrees_is_read(text, kind, amount):
    fee = parse_fee(text)
    assert (fee.kind, fee.amount, fee.why) == (kind, amount, "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("135 VNĐ (135.000 đồng/giấy phép)", "fee_too_small"),
        ("20 VNĐ", "fee_too_small"),
        ("Miễn phí (- Lệ phí cấp giấy chứng nhận: 40.000 đồng/01 giấy)", "fee_free_with_amount"),
        ("Miễn phí (Thông tư số 64/2025/TT-BTC)", "fee_free_refers"),
        ("Phí : 0 (Theo quy định của Bộ Tài chính)", "fee_free_refers"),
        ("Miễn phí (ii)", "fee_zero_with_text"),
        ("Phí :  Đồng (Theo quy định của Bộ Tài chính)", "fee_no_number"),
        ("Phí :   (Loại thị thực)\nPhí : 5 USD (Chuyển)", "fee_no_number"),
        ("4,000,000 Việt Nam Đồng (áp dụng mức phí 2.000.000 đồng/hồ sơ)", "fee_amount_conflict"),
        ("Lệ phí : 1.5 USD", "fee_foreign"),
        ("50 USD (50USD/thị thực)", "fee_foreign"),
        ("Không có thông tin (1)", "fee_unclear"),
        ("Mức thu bằng 50% mức thu phí", "fee_unclear"),
        ("Phí : 1.500.000 đồng/lô hàng + (số mặt hàng x 100.000 nghìn đồng) Đồng", "fee_unclear"),
    ],
)
def test_what_contradicts_itself_is_unknown_with_the_reason(text, why):
    fee = parse_fee(text)
    assert (fee.kind, fee.amount, fee.why) == ("unknown", None, why)


def test_amounts_in_words_are_found():
    text = "từ 135.000 đồng đến 1,5 triệu đồng; hoặc 50 nghìn đồng, 250000đ; Thông tư 64/2025/TT-BTC ngày 30/6/2025"
    assert amounts_in(text) == (135_000, 1_500_000, 50_000, 250_000)


@given(st.integers(1_000, 10**12), st.sampled_from([".", ",", ""]), st.sampled_from(["Phí", "Lệ phí", "Mức giá"]))
def test_any_amount_comes_back_with_either_separator(amount: int, separator: str, label: str):
    written = f"{amount:,}".replace(",", separator)
    assert parse_fee(f"{label} : {written} Đồng").amount == amount


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading(text: str):
    fee = parse_fee(text)
    assert fee.raw == text.strip()
    assert (fee.kind == "unknown") == bool(fee.why)
