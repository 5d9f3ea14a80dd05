"""Pictures of pages: what an office would send stays as it was looked at and approved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from motcua.papers.document import Document, Recipients, Signature
from motcua.papers.rendering.pdf import pages
from tests.papers.documents import announcement, letter, posting_pack
from tests.papers.pictures import DOTS_A_MM, TOLERANCE, Ink, distance, grid_of, known, page_of, part, written

KNOWN: dict[str, tuple[Callable[[], Document], int]] = {
    "decision-first-page": (announcement, 1),
    "decision-annex": (announcement, 2),
    "letter": (letter, 1),
    "posting-pack": (posting_pack, 1),
    "posting-codes": (posting_pack, 2),
}


@cache
def drawn(name: str) -> Ink:
    made, page = KNOWN[name]
    return grid_of(made(), page)


@pytest.mark.parametrize("name", KNOWN)
def test_a_known_page_looks_as_it_was_approved(name: str) -> None:
    assert distance(drawn(name), known(name)) <= TOLERANCE, written(drawn(name))


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda one: replace(one, number=""),
        lambda one: replace(one, recipients=Recipients(())),
        lambda one: replace(one, signature=Signature(one.signature.lines)),
        lambda one: replace(one, addressees=one.addressees[:1]),
        lambda one: replace(one, blocks=one.blocks[:-1]),
        lambda one: replace(one, type_name="CÔNG VĂN"),
    ],
)
def test_a_page_that_lost_something_is_seen(spoilt: Callable[[Document], Document]) -> None:
    assert distance(grid_of(spoilt(letter()), 1), known("letter")) > TOLERANCE


@pytest.mark.parametrize("name", KNOWN)
def test_nothing_is_printed_in_the_margins(name: str) -> None:
    made, page = KNOWN[name]
    ink = page_of(made(), page)
    high, wide = (side / DOTS_A_MM for side in ink.shape)
    assert not part(ink, top=20, left=0, right=29).any()
    assert not part(ink, top=20, left=wide - 14).any()
    assert not part(ink, top=high - 19).any()
    assert part(ink, top=20, left=29, right=wide - 14).any()


def number_above(document: Document, page: int) -> Ink:
    """The strip above the text, where the page's number stands."""
    return part(page_of(document, page), bottom=19)


def test_pages_are_numbered_at_the_top_centre_but_not_the_first() -> None:
    long = letter(body=["Nội dung đề nghị thực hiện trong thời gian tới."] * 60)
    assert not number_above(long, 1).any()
    inked = np.flatnonzero(number_above(long, 2).any(axis=0)) / DOTS_A_MM
    assert len(inked) > 0
    assert abs(inked.mean() - (30 + (210 - 30 - 15) / 2)) < 2


def test_an_annex_begins_its_own_numbers() -> None:
    decision = announcement(new=20)
    sheets = [bool(number_above(decision, page).any()) for page in range(1, len(pages(decision, 18)) + 1)]
    assert sheets == [False, False, True, True, True, False]


def test_the_signature_is_never_alone_on_a_page() -> None:
    for lines in range(12, 40):
        document = letter(body=["Một dòng nội dung."] * lines)
        if len(pages(document, 18)) == 2:
            top = part(page_of(document, 2), top=20, bottom=26, left=40, right=70)
            assert top.any(), f"{lines} lines: the second page does not begin with words of the body"
            return
    pytest.fail("no length brought the signature to a second page")
