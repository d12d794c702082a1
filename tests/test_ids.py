"""Ids and output paths: what is refused and why, and that nothing accepted leaves its folder."""

from __future__ import annotations

import string
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.ids import LONGEST, PathError, check, collisions, safe_path

GOOD = [
    "force/rgf",
    "threat-period/peacetime",
    "post/1",
    "a/" + "b" * LONGEST,
    "index-of/indexes",
    "equipment/con-1",
]

BAD = [
    ("", "empty"),
    ("rgf", "kind/slug"),
    ("force/", "kind/slug"),
    ("/rgf", "kind/slug"),
    ("force/rgf/hq", "kind/slug"),
    ("force//rgf", "kind/slug"),
    ("force/..", "another folder"),
    ("../rgf", "another folder"),
    ("../../etc/passwd", "kind/slug"),
    ("./rgf", "another folder"),
    ("force/RGF", "upper case"),
    ("Force/rgf", "upper case"),
    ("force/r%67f", "percent-encoding"),
    ("force/%2e%2e", "percent-encoding"),
    ("force/kłysiński", "a to z"),
    ("force/r\u0261f", "a to z"),
    ("force/rgf\u200b", "a to z"),
    ("force/①", "a to z"),
    ("force/r gf", "a to z"),
    ("force/rgf\n", "a to z"),
    ("force/rgf.", "a to z"),
    ("force\\rgf", "kind/slug"),
    ("force/a\\b", "a to z"),
    ("force/a_b", "a to z"),
    ("force/a#b", "a to z"),
    ("force/a\x00", "a to z"),
    ("force/" + "a" * (LONGEST + 1), "81 characters"),
    ("force/" + "a" * 300, "300 characters"),
    ("k" * 81 + "/a", "81 characters"),
    ("force/-rgf", "hyphen"),
    ("force/rgf-", "hyphen"),
    ("force/r--gf", "hyphen"),
    ("force/-", "hyphen"),
    ("force/con", "Windows"),
    ("aux/rgf", "Windows"),
    ("force/nul", "Windows"),
    ("force/com1", "Windows"),
    ("force/lpt9", "Windows"),
    ("force/index", "page itself"),
    ("index/rgf", "page itself"),
]

BAD_PATHS = [
    *("", "/", "/etc/passwd", "//host/share", "..", "../x", "a/../b", "a/..", "./a", "a/.", "a//b", "a/"),
    *(
        "a\\b",
        "a\x00b",
        "a\nb",
        "a\x7f",
        "\ud800",
        "C:/x",
        "c:x",
        "a:stream",
        'a"b',
        "a<b",
        "a>b",
        "a|b",
        "a?b",
        "a*b",
    ),
    *("nul", "NUL", "a/Con", "con.txt", "COM1.tar.gz", "com¹", "nul .txt", "conin$", "a%2e", "a#b"),
    *("a./b", "a /b", "a.", "a ", "...", " a", "a/" + "b" * 241, "ł" * 121),
]

GOOD_PATHS = [
    *(
        "index.html",
        "id/force/rgf/index.ttl",
        ".nojekyll",
        "a b/c",
        "b" * 240,
        "ł" * 120,
        "console.txt",
        "..a",
    ),
]


@pytest.mark.parametrize("id", GOOD)
def test_good_id(id: str) -> None:  # noqa: A002
    assert check(id) is None
    assert safe_path(f"id/{id}/index.html")


@pytest.mark.parametrize(("id", "what"), BAD)
def test_bad_id_is_told_why(id: str, what: str) -> None:  # noqa: A002
    found = check(id)
    assert found is not None
    assert what in found
    assert found.isprintable()


@pytest.mark.parametrize("text", BAD_PATHS)
def test_unsafe_path(text: str) -> None:
    with pytest.raises(PathError) as caught:
        safe_path(text)
    assert caught.value.value == text
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("text", GOOD_PATHS)
def test_safe_path(text: str) -> None:
    assert safe_path(text) == PurePosixPath(text)


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        ([], []),
        (["a/b", "a/c"], []),
        (["a/b", "a/b"], [("a/b", "a/b")]),
        (["a/b", "c/d", "A/b", "a/B"], [("a/b", "A/b"), ("a/b", "a/B")]),
        (["a/é", "a/e\u0301"], [("a/é", "a/e\u0301")]),
        (["a/K", "a/\u212a"], [("a/K", "a/\u212a")]),
        (["a/ﬁ", "a/fi"], [("a/ﬁ", "a/fi")]),
        # Folding the first takes it apart; it must be put together again.
        (["a/\u0390", "a/\u03aa\u0301"], [("a/\u0390", "a/\u03aa\u0301")]),
        (["a/straße", "a/STRASSE"], [("a/straße", "a/STRASSE")]),
    ],
)
def test_collisions(ids: list[str], expected: list[tuple[str, str]]) -> None:
    assert collisions(ids) == expected
    assert collisions(iter(ids)) == expected


parts = st.text(string.ascii_lowercase + string.digits + "-", max_size=12)
near = st.builds("{}/{}".format, parts, parts)
hostile = st.text(st.sampled_from("./\\%aA\x00:-łcon"), max_size=12)


@given(near | hostile | st.text(max_size=20))
def test_no_accepted_id_leaves_its_folder(id: str) -> None:  # noqa: A002
    if check(id) is None:
        _assert_below(f"id/{id}")
        assert id.isascii()
        assert id == id.lower()


@given(hostile | st.text(max_size=20) | near)
def test_no_accepted_path_leaves_its_folder(text: str) -> None:
    try:
        path = safe_path(text)
    except PathError:
        return
    assert str(path) == text
    _assert_below(text)


@given(st.lists(near, max_size=8).map(lambda ids: [text for text in ids if check(text) is None]))
def test_good_ids_collide_only_with_themselves(ids: list[str]) -> None:
    assert collisions(dict.fromkeys(ids)) == []
    assert all(first == second for first, second in collisions(ids))


def _assert_below(text: str) -> None:
    folder = Path("/site")
    assert (folder / text).resolve().is_relative_to(folder)
    assert (folder / text).resolve() != folder
    windows = PureWindowsPath(text)
    assert not windows.drive
    assert not windows.root
    assert ".." not in windows.parts
    assert windows.parts == PurePosixPath(text).parts
