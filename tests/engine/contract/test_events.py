"""Events survive the wire, one line each."""

import pytest
from tesela.engine.contract.events import (
    Cancelled,
    Done,
    Failed,
    Found,
    Note,
    Progress,
    ProtocolError,
    Warning,
    from_line,
    to_line,
)


@pytest.mark.parametrize(
    "event",
    [
        Progress("score", 3, 10, 1.5, None),
        Found(7),
        Note("größer\nals"),
        Warning("w"),
        Done("r.gpkg", "run", {"buildings": 2}, {"total": 4}, 1.5, 2.0, "CPU", "tensorflow", {"a": [1]}),
        Failed("m", "ModelError", "trace"),
        Cancelled("c"),
    ],
)
def test_an_event_comes_back_from_its_line(event):
    line = to_line(event)
    assert line.endswith("\n")
    assert line.count("\n") == 1
    assert line.isascii()
    assert from_line(line) == event


@pytest.mark.parametrize("line", ["", "garbage", "[]", "3", '{"event": "dance"}', '{"count": 3}'])
def test_a_line_that_is_no_event_is_quoted(line):
    with pytest.raises(ProtocolError, match="is no event"):
        from_line(line)


@pytest.mark.parametrize("line", ['{"event": "found"}', '{"event": "found", "count": "x"}'])
def test_an_event_with_wrong_content_is_refused(line):
    with pytest.raises(ProtocolError, match="count"):
        from_line(line)
