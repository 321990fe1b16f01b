"""Reading a place out of a caption."""

import re
from functools import lru_cache

from domain.normalise import same_length
from domain.place.estate import estate_in
from domain.place.numbers import digits
from domain.place.patterns import BUILDING, DASHED, FLOOR, GARAGE, GATE, ROOM, SPOT, UNIT
from domain.place.place import Place
from domain.recent import RECENT


@lru_cache(maxsize=RECENT)
def read_place(text: str) -> Place:
    """The place that `text` names; of several, the first."""
    plain = same_length(text)
    dashed = DASHED.search(plain)
    building, unit, room = _dashed(dashed) if dashed else ("", "", "")
    return Place(
        estate=estate_in(plain),
        building=digits(building or _first(BUILDING, plain)),
        unit=digits(unit or _first(UNIT, plain)),
        floor=_floor(plain),
        room=digits(room or _first(ROOM, plain)),
        garage=_first(GARAGE, plain),
        gate=_first(GATE, plain),
        spot=_first(SPOT, plain),
    )


def _dashed(match: re.Match[str]) -> tuple[str, str, str]:
    """Building, unit and room of 3-2-501, of 3-501, of 6-2楼道, or of 88弄12号501: the lane is the estate's."""
    if match["b3"]:
        return match["u3"], "", match["r3"] or ""
    if match["b4"]:
        return match["b4"], match["u4"], ""
    return match["b"] or match["b2"], match["u"] or "", match["r"] or match["r2"]


def _first(pattern: re.Pattern[str], text: str) -> str:
    """What the first match names, "" for none."""
    match = pattern.search(text)
    return next((said for said in match.groups() if said), "") if match else ""


def _floor(text: str) -> str:
    match = FLOOR.search(text)
    if match is None:
        return ""
    under = next((match[name] for name in ("under", "under2", "under3", "under4") if match[name]), "")
    if under:
        return f"-{digits(under)}"
    return digits(next(said for said in match.groups() if said))
