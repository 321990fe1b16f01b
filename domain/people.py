"""People, what they may do, and where."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a grant lets a person do. The operator is named in the configuration, not granted."""

    GRID_WORKER = "grid_worker"
    BUILDING_HEAD = "building_head"
    PROPERTY = "property"
    MEDIATOR = "mediator"
    RED_STEWARD = "red_steward"
    OWNERS = "owners"
    COMMITTEE = "committee"
    SECRETARY = "secretary"
    STREET_DEPT = "street_dept"


class Level(StrEnum):
    """The four levels of the area tree, from the top down."""

    STREET = "street"
    COMMUNITY = "community"
    GRID = "grid"
    BUILDING = "building"

    @property
    def depth(self) -> int:
        """0 for a street, 3 for a building."""
        return _DEPTHS[self]


_DEPTHS = {level: depth for depth, level in enumerate(Level)}


@dataclass(frozen=True)
class Area:
    """A node of the area tree; `path` holds the ids from the top down to itself."""

    id: int
    code: str
    name: str
    level: Level
    parent_id: int | None
    path: tuple[int, ...]
    community_id: int | None
    lat: float | None = None
    lon: float | None = None
    outline: tuple[tuple[float, float], ...] = ()

    def covers(self, other: "Area") -> bool:
        """Whether `other` is this area or lies below it."""
        return self.id in other.path


@dataclass(frozen=True)
class Person:
    """Someone we have met. `chat_id` is our row of the private chat, once they opened it.

    A person who asked to be deleted stays as a tombstone: no name, no Telegram id.
    """

    id: int
    telegram_id: int | None
    name: str
    language: str
    chat_id: int | None = None
    blocked: bool = False
    away_until: datetime | None = None
    home_id: int | None = None
    greeted: bool = False
    rests_until: datetime | None = None
    rests_wholly: bool = False

    def rests(self, now: datetime) -> bool:
        """Whether they were asked not to write for a while; `rests_wholly` means not even when lives are at stake."""
        return self.rests_until is not None and self.rests_until > now

    @property
    def reachable(self) -> bool:
        """Whether a private message can be delivered."""
        return self.chat_id is not None and not self.blocked


@dataclass(frozen=True)
class Grant:
    """(person, role, area): it covers the area and all below it."""

    id: int
    person_id: int
    role: Role
    area_id: int


@dataclass(frozen=True)
class Who:
    """The sender of an update, as Telegram names them."""

    telegram_id: int
    name: str
    language: str | None = None
