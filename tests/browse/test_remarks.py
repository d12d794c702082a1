"""The report counts each remark once, lists some of a sort and cuts what is long."""

from __future__ import annotations

import json

from pincite.browse.remarks import Remark, Remarks


def test_each_is_counted_once_and_some_are_listed() -> None:
    remarks = Remarks()
    remarks.extend(Remark("sort", f"place {number}", "text") for number in range(250))
    remarks.add("sort", "place 1", "text")
    remarks.add("other", "place", "x" * 1000)
    many, one = remarks.sections()
    assert (many.count, len(many.listed), one.count) == (250, 200, 1)
    assert len(one.listed[0].text) == 301
    assert remarks.count == 251
    told = json.loads(remarks.json())
    assert told["count"] == 251
    assert told["remarks"][1]["listed"] == [{"place": "place", "text": "x" * 300 + "…"}]
