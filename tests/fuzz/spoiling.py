"""Takes a well-formed update apart: parts are dropped, retyped, nested, exchanged, renamed, repeated, blown up."""

import copy
import json
from typing import Any

from hypothesis import strategies as st

from tests.fuzz.words import ODD

Path = tuple[str | int, ...]
_INSTEAD: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 2**31, 2**52, 2**63, 10**30, -(2**63) - 1, "", "x", "1", "\x00", [], {}, [[]], [None], {"id": 1}, float("1e308"),
)  # fmt: skip


def _paths(whole: Any, at: Path = ()) -> list[Path]:
    inner = whole.items() if isinstance(whole, dict) else enumerate(whole) if isinstance(whole, list) else ()
    return [found for key, part in inner for found in ((*at, key), *_paths(part, (*at, key)))]


def _get(whole: Any, path: Path) -> Any:
    for key in path:
        whole = whole[key]
    return whole


def _set(whole: Any, path: Path, value: Any) -> None:
    _get(whole, path[:-1])[path[-1]] = value


@st.composite
def spoiled(draw: st.DrawFn, whole: dict[str, Any]) -> dict[str, Any]:
    """The update after one to three accidents."""
    for _ in range(draw(st.integers(1, 3))):
        whole = json.loads(json.dumps(whole))  # a copy in which no two places share a part
        paths = _paths(whole)
        if not paths:
            return whole
        path = paths[draw(st.integers(0, len(paths) - 1))]
        part = _get(whole, path)
        accident = draw(st.integers(0, 7))
        if accident == 0:
            del _get(whole, path[:-1])[path[-1]]
        elif accident <= 2:
            _set(whole, path, copy.deepcopy(draw(st.sampled_from(_INSTEAD))))
        elif accident == 3:
            _set(whole, path, copy.deepcopy(draw(st.sampled_from(([part], {"id": part}, {str(path[-1]): part}, [part] * 3)))))
        elif accident == 4:
            other = paths[draw(st.integers(0, len(paths) - 1))]
            if other[: len(path)] != path and path[: len(other)] != other:
                _set(whole, path, _get(whole, other))
                _set(whole, other, part)
        elif accident == 5 and isinstance(path[-1], str):
            holder = _get(whole, path[:-1])
            holder[draw(st.sampled_from(("from", "chat", "text", "message", "id", "date", "type", "sender_chat")))] = holder.pop(path[-1])
        elif accident == 6 and isinstance(part, str):
            _set(whole, path, draw(st.sampled_from(ODD)))
        elif accident == 7 and isinstance(part, int):
            _set(whole, path, draw(st.integers()))
    return whole
