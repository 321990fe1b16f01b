"""Who reads digests: secretaries in their private chats, and the groups of residents."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from domain.chats import Purpose
from domain.people import Area, Role
from storage import areas, tables
from storage.unit import Unit

_grant = tables.grants.c
_chat = tables.chats.c


@dataclass(frozen=True)
class Secretary:
    """Somebody who holds the role of a secretary at an area, and can be written to."""

    person_id: int
    chat_id: int
    area: Area
    granted_at: datetime


@dataclass(frozen=True)
class Group:
    """A group of residents: whose community it belongs to, and since when."""

    chat_id: int
    community_id: int
    bound_at: datetime


def secretaries(unit: Unit) -> list[Secretary]:
    """All reachable secretaries, once for each area that they hold."""
    query = (
        select(_grant.person_id, _grant.area_id, _grant.granted_at, _chat.id.label("chat_id"))
        .join(tables.chats, _chat.person_id == _grant.person_id)
        .where(_grant.role == Role.SECRETARY, _grant.ended_at.is_(None), _chat.closed.is_(False))
        .order_by(_grant.id)
    )
    rows = unit.execute(query).all()
    places = areas.several(unit, {row.area_id for row in rows})
    return [Secretary(row.person_id, row.chat_id, places[row.area_id], row.granted_at) for row in rows]


def groups(unit: Unit) -> list[Group]:
    """The bound groups that residents read and the bot can write to."""
    query = (
        select(_chat.id, _chat.bound_at, tables.areas.c.community_id)
        .join(tables.areas, tables.areas.c.id == _chat.area_id)
        .where(
            _chat.purpose.in_((Purpose.BUILDING, Purpose.STATION)), _chat.closed.is_(False),
            _chat.bound_at.is_not(None), tables.areas.c.community_id.is_not(None),
        )
        .order_by(_chat.id)
    )  # fmt: skip
    return [Group(row.id, row.community_id, row.bound_at) for row in unit.execute(query)]
