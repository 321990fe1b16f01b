"""People, their grants and the invitations that make them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, insert, select, update

from domain.people import Area, Grant, Person, Role, Who
from domain.routing import Candidate
from storage import tables
from storage.kept import kept, remembered
from storage.unit import Unit

_row = tables.people.c
_grant = tables.grants.c
_chat = tables.chats.c
_invite = tables.invites.c
_case = tables.cases.c

LANGUAGE = 12
"""A language pack of somebody's own can have a longer code than any language."""

_PEOPLE_AND_CHATS = tables.people.outerjoin(tables.chats, and_(_chat.person_id == _row.id))
_PERSON = (
    _row.id, _row.telegram_id, _row.name.label("plain_name"), _row.staff_name, _row.language.label("language"),
    _row.own_language, _row.away_until, _row.rests_until, _row.rests_wholly, _row.home_id, _row.greeted,
    _chat.id.label("chat_id"),
    _chat.closed.label("blocked"),
)  # fmt: skip


def _person(row: Any) -> Person:
    return Person(
        id=row.id,
        telegram_id=row.telegram_id,
        name=row.staff_name or row.plain_name,
        language=row.own_language or row.language,
        chat_id=row.chat_id,
        blocked=bool(row.blocked),
        away_until=row.away_until,
        home_id=row.home_id,
        greeted=row.greeted,
        rests_until=row.rests_until,
        rests_wholly=row.rests_wholly,
    )


@dataclass(frozen=True)
class _Met:
    """A person, and what Telegram says their name and language are."""

    person: Person
    name: str
    language: str


def _met(row: Any) -> _Met:
    return _Met(_person(row), row.plain_name, row.language)


def _grant_in(row: Any) -> Grant:
    return Grant(row.id, row.person_id, Role(row.role), row.area_id)


def _holder(row: Any) -> tuple[Grant, Person]:
    return Grant(row.grant_id, row.id, Role(row.role), row.area_id), _person(row)


@remembered(_met)
def _of_telegram_id(telegram_id: int) -> Select[Any]:
    return select(*_PERSON).select_from(_PEOPLE_AND_CHATS).where(_row.telegram_id == telegram_id)


@remembered(_person)
def _of_id(person_id: int) -> Select[Any]:
    return select(*_PERSON).select_from(_PEOPLE_AND_CHATS).where(_row.id == person_id)


@remembered(_person)
def _of_ids(ids: list[int]) -> Select[Any]:
    return select(*_PERSON).select_from(_PEOPLE_AND_CHATS).where(_row.id.in_(ids))


@remembered(_grant_in)
def _grants_of(person_id: int) -> Select[Any]:
    return select(tables.grants).where(_grant.person_id == person_id, _grant.ended_at.is_(None)).order_by(_grant.id)


@remembered(_holder)
def _holders(area_ids: list[int]) -> Select[Any]:
    return (
        select(_grant.id.label("grant_id"), _grant.role, _grant.area_id, *_PERSON)
        .select_from(_PEOPLE_AND_CHATS.join(tables.grants, _grant.person_id == _row.id))
        .where(_grant.ended_at.is_(None), _grant.area_id.in_(area_ids), _row.deleted_at.is_(None))
        .order_by(_grant.id)
    )


@kept
def _burdens(ids: list[int]) -> Select[Any]:
    carries = (
        select(func.count())
        .where(_case.responsible_id == _row.id, _case.status.in_(("dispatched", "accepted", "waiting")))
        .scalar_subquery()
    )
    given = select(func.max(_case.filed_at)).where(_case.responsible_id == _row.id).scalar_subquery()
    return select(_row.id, carries.label("carries"), given.label("given")).where(_row.id.in_(ids))


def meet(unit: Unit, who: Who, at: datetime) -> Person:
    """The person who sent an update, remembered from now on; a changed name is taken over."""
    met: _Met | None = _of_telegram_id(unit, who.telegram_id).first()
    language = (who.language or unit.rules.language)[:LANGUAGE]
    if met is None:
        # Two chats of a newcomer may be served at once on a server: whoever comes second finds the first one's row.
        new = {"telegram_id": who.telegram_id, "name": who.name, "language": language, "met_at": at}
        unit.insert_new(tables.people, [new])
        met = _of_telegram_id(unit, who.telegram_id).one()
    if (met.name, met.language) == (who.name, language):
        return met.person
    change(unit, met.person.id, name=who.name, language=language)
    return person(unit, met.person.id)


def person(unit: Unit, person_id: int) -> Person:
    """The person of an id."""
    known: Person = _of_id(unit, person_id).one()
    return known


def by_telegram_id(unit: Unit, telegram_id: int) -> Person | None:
    """The person with a Telegram id, if we have met."""
    met: _Met | None = _of_telegram_id(unit, telegram_id).first()
    return met.person if met else None


def several(unit: Unit, ids: Iterable[int]) -> dict[int, Person]:
    """The people of some ids."""
    wanted = list(set(ids))
    return {one.id: one for one in _of_ids(unit, wanted)} if wanted else {}


def change(unit: Unit, person_id: int, **values: Any) -> None:
    """Other values for some columns."""
    unit.execute(update(tables.people).where(_row.id == person_id).values(**values))


def grants_of(unit: Unit, person_id: int) -> list[Grant]:
    """What a person holds today."""
    return list(_grants_of(unit, person_id))


def holders(unit: Unit, area_ids: Iterable[int], roles: Iterable[str] | None = None) -> list[tuple[Grant, Person]]:
    """Who holds which role at these very areas (not below them)."""
    wanted = None if roles is None else set(roles)
    return [(held, one) for held, one in _holders(unit, list(area_ids)) if wanted is None or held.role in wanted]


def candidates(unit: Unit, line: tuple[Area, ...], roles: Iterable[str], now: datetime) -> list[Candidate]:
    """Who could be given a case at `line`: not away, reachable, not blocking the bot.

    With how much they carry, where several hold one role at one place: nobody else is compared by that.
    """
    there = holders(unit, [one.id for one in line], roles)
    able = [held for held, one in there if one.reachable and (one.away_until is None or one.away_until <= now)]
    beside = Counter((held.role, held.area_id) for held in able)
    compared = [held.person_id for held in able if beside[held.role, held.area_id] > 1]
    carried = {row.id: (row.carries, row.given) for row in _burdens(unit, compared)} if compared else {}
    return [Candidate(held.person_id, held.role, held.area_id, *carried.get(held.person_id, ())) for held in able]


def grant(unit: Unit, person_id: int, role: Role, area_id: int, by: int | None, at: datetime) -> int:
    """Give a role; someone who holds it already keeps the one they have."""
    unit.insert_new(
        tables.grants,
        [{"person_id": person_id, "role": role, "area_id": area_id, "granted_by": by, "granted_at": at}],
    )
    return int(
        unit.execute(
            select(_grant.id).where(
                _grant.person_id == person_id,
                _grant.role == role,
                _grant.area_id == area_id,
                _grant.ended_at.is_(None),
            )
        ).scalar_one()
    )


def end_grant(unit: Unit, grant_id: int, at: datetime) -> bool:
    """Take a role away; False when it was gone already."""
    result = unit.execute(
        update(tables.grants).where(_grant.id == grant_id, _grant.ended_at.is_(None)).values(ended_at=at)
    )
    return bool(result.rowcount)


def grant_of(unit: Unit, grant_id: int) -> Grant | None:
    """A living grant."""
    row = unit.execute(select(tables.grants).where(_grant.id == grant_id, _grant.ended_at.is_(None))).first()
    return Grant(row.id, row.person_id, Role(row.role), row.area_id) if row else None


def add_invite(unit: Unit, **values: Any) -> int:
    """A new invitation, known by the hash of its token."""
    return int(unit.execute(insert(tables.invites).values(**values).returning(_invite.id)).scalar_one())


def invite(unit: Unit, *, token_hash: str | None = None, invite_id: int | None = None) -> Any:
    """An invitation by its token's hash or its id, or None."""
    match = _invite.token_hash == token_hash if token_hash else _invite.id == invite_id
    return unit.execute(select(tables.invites).where(match)).first()


def use_invite(unit: Unit, invite_id: int, person_id: int, at: datetime) -> bool:
    """Take an invitation; False when somebody was faster."""
    result = unit.execute(
        update(tables.invites)
        .where(and_(_invite.id == invite_id, _invite.used_at.is_(None), _invite.revoked_at.is_(None)))
        .values(used_by=person_id, used_at=at)
    )
    return bool(result.rowcount)


def change_invite(unit: Unit, invite_id: int, **values: Any) -> None:
    """Other values for some columns."""
    unit.execute(update(tables.invites).where(_invite.id == invite_id).values(**values))
