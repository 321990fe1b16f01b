"""A place as people say it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A place as it was said: digits as text, floor "-1" for B1, "" for what was not said."""

    estate: str = ""
    building: str = ""
    unit: str = ""
    floor: str = ""
    room: str = ""
    garage: str = ""
    gate: str = ""
    spot: str = ""
