"""A small catalogue written by hand, and the sample records where they are present."""

from __future__ import annotations

import pytest

from motcua.catalog.search.documents import SearchDocument
from motcua.catalog.search.index import SearchIndex
from motcua.catalog.search.vocabulary import shipped_vocabulary
from tests.catalog.search.records import SAMPLE, sample_documents

CITIZEN = ("Công dân Việt Nam",)

SMALL = (
    SearchDocument("1.001193", "Thủ tục đăng ký khai sinh", "Hộ tịch", levels=("xa",), subjects=CITIZEN, tier="xa"),
    SearchDocument("2.000528", "Thủ tục đăng ký khai sinh có yếu tố nước ngoài", "Hộ tịch", levels=("xa",), tier="xa"),
    SearchDocument("1.004884", "Thủ tục đăng ký lại khai sinh", "Hộ tịch", levels=("xa",), tier="xa"),
    SearchDocument("1.000894", "Thủ tục đăng ký kết hôn", "Hộ tịch", levels=("xa",), subjects=CITIZEN, tier="xa"),
    SearchDocument(
        "1.004222", "Đăng ký thường trú", "Đăng ký, quản lý cư trú", levels=("xa",), units=("Công an xã",), tier="xa"
    ),
    SearchDocument(
        "9.000001", "Cấp giấy phép nhập khẩu hàng hóa tân trang", "Xuất nhập khẩu", levels=("bo",), tier="bo"
    ),
    SearchDocument("9.000002", "Quyết định đóng cửa mỏ khoáng sản", "Khoáng sản", levels=("tinh",), tier="tinh"),
    SearchDocument(
        "9.000003", "Công bố mở cảng cá loại III", "Thủy sản", levels=("xa",), tier="xa", keywords="cảng cá"
    ),
    SearchDocument(
        "9.000004",
        "Hoàn thuế TNCN đối với tổ chức, cá nhân trả thu nhập",
        "Thuế",
        levels=("tinh",),
        subjects=("Doanh nghiệp",),
        tier="tinh",
    ),
    SearchDocument(
        "9.000005",
        "Ủy ban nhân dân cấp xã xác nhận <b>hộ</b> tiểu thương",
        "Hoạt động khác",
        levels=("xa",),
        tier="xa",
        components=("Đơn đề nghị theo mẫu con ốc sên",),
    ),
)


@pytest.fixture(scope="session")
def small() -> SearchIndex:
    return SearchIndex(SMALL, shipped_vocabulary())


@pytest.fixture(scope="session")
def sample() -> SearchIndex:
    if not SAMPLE.exists():
        pytest.skip(f"needs the real records: {SAMPLE.name} is absent")
    vocabulary = shipped_vocabulary()
    return SearchIndex(sample_documents(vocabulary), vocabulary)
