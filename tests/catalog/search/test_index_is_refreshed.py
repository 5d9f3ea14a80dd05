"""One index per version of the catalogue, built once however many ask."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from motcua.catalog.search.cache import IndexCache
from motcua.catalog.search.index import SearchIndex
from motcua.catalog.search.vocabulary import Vocabulary


def empty() -> SearchIndex:
    return SearchIndex((), Vocabulary())


def test_an_empty_index_answers(small: SearchIndex) -> None:
    from motcua.catalog.search.results import SearchRequest

    index = empty()
    assert index.search(SearchRequest("khai sinh")).hits == ()
    assert index.search(SearchRequest("")).total == 0
    assert index.suggest("kh").hits == ()
    assert index.document("1.001193") is None
    assert small.document("1.001193") is not None


def test_the_same_version_is_built_once_even_by_many_at_once() -> None:
    cache, built = IndexCache(), []

    def build() -> SearchIndex:
        built.append(1)
        return empty()

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: cache.get(7, build), range(40)))
    assert len(built) == 1
    assert len({id(index) for index in found}) == 1
    assert cache.version == 7


def test_a_new_version_is_built_while_others_go_on_with_the_old_one() -> None:
    cache = IndexCache()
    old = cache.get(1, empty)
    begun, go = threading.Event(), threading.Event()

    def slow() -> SearchIndex:
        begun.set()
        assert go.wait(5)
        return empty()

    with ThreadPoolExecutor(1) as pool:
        building = pool.submit(cache.get, 2, slow)
        assert begun.wait(5)
        assert cache.get(2, empty) is old
        go.set()
        new = building.result(5)
    assert new is not old
    assert cache.get(2, empty) is new


def test_a_failed_build_keeps_the_old_index_and_the_next_caller_tries_again() -> None:
    cache = IndexCache()
    old = cache.get(1, empty)

    def broken() -> SearchIndex:
        raise RuntimeError("no rows")

    with pytest.raises(RuntimeError, match="no rows"):
        cache.get(2, broken)
    assert cache.version == 1
    assert cache.get(1, empty) is old
    assert cache.get(2, empty) is not old
    cache.clear()
    assert cache.version is None
