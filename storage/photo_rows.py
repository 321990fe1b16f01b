"""What we know of each photo; the pictures themselves are in the photo store."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Update, bindparam, delete, func, insert, literal_column, select, update

from domain.chats import Picture
from storage import tables
from storage.kept import kept
from storage.quick import KeptByColumns
from storage.unit import Unit

_row = tables.photos.c
_CHANGE = KeptByColumns(lambda: update(tables.photos).where(_row.id == bindparam("known_id")))
_NEW = KeptByColumns(lambda: insert(tables.photos).returning(_row.id))


@kept
def _of_id(photo_id: int) -> Select[Any]:
    return select(tables.photos).where(_row.id == photo_id)


@kept
def _of_id_alone(photo_id: int) -> Select[Any]:
    return select(tables.photos).where(_row.id == photo_id).with_for_update()


@kept
def _give(ids: list[int], case_id: int, report_id: int | None, purpose: str, round_: int) -> Update:
    given = {"draft_id": None, "case_id": case_id, "report_id": report_id, "purpose": purpose, "round": round_}
    return update(tables.photos).where(_row.id.in_(ids)).values(given)


def add(unit: Unit, pictures: Iterable[Picture], *, at: datetime, person_id: int, **owner: Any) -> list[int]:
    """Pictures that a person showed, for a draft or a case; their bytes are still to be fetched."""
    ids = []
    for one in pictures:
        values = {"file_id": one.file_id, "unique_id": one.unique_id, "as_file": one.as_file}
        values |= {"person_id": person_id, "taken_at": at, **owner}
        ids.append(int(unit.run(_NEW, values).scalar_one()))
    return ids


def fetch(unit: Unit, ids: Iterable[int], due: datetime) -> None:
    """A job for each fetches its bytes, from `due` on."""
    for photo_id in ids:
        unit.later("fetch_photo", photo_id, due)


def not_known(unit: Unit, pictures: Iterable[Picture], **owner: int) -> tuple[Picture, ...]:
    """Those of the pictures that the draft, report or person named by a column does not have yet."""
    ((column, owner_id),) = owner.items()
    known = set(unit.execute(select(_row.unique_id).where(_row[column] == owner_id)).scalars())
    return tuple(one for one in pictures if one.unique_id not in known)


def of_draft(unit: Unit, draft_id: int) -> list[int]:
    """The photos that a draft holds."""
    return list(unit.execute(select(_row.id).where(_row.draft_id == draft_id).order_by(_row.id)).scalars())


def files_of(unit: Unit, draft_id: int) -> list[int]:
    """Those photos of a draft that were sent as files, as their camera wrote them."""
    query = select(_row.id).where(_row.draft_id == draft_id, _row.as_file.is_(True)).order_by(_row.id)
    return list(unit.execute(query).scalars())


def pictures_of(unit: Unit, draft_id: int) -> tuple[Picture, ...]:
    """The pictures that a draft holds, as Telegram names them."""
    query = select(_row.file_id, _row.unique_id, _row.as_file).where(_row.draft_id == draft_id).order_by(_row.id)
    return tuple(Picture(row.file_id, row.unique_id, row.as_file) for row in unit.execute(query))


def give_to_case(unit: Unit, ids: list[int], case_id: int, *, report_id: int | None, purpose: str, round_: int) -> None:
    """Photos of a draft become photos of a case."""
    if ids:
        _give(unit, ids, case_id, report_id, purpose, round_)


def one(unit: Unit, photo_id: int) -> Any:
    """A photo's row, or None. Where others write, one after another decides about it."""
    return (_of_id_alone if unit.shared else _of_id)(unit, photo_id).first()


def change(unit: Unit, photo_id: int, **values: Any) -> None:
    """Other values for some columns."""
    unit.run(_CHANGE, {**values, "known_id": photo_id})


def still_owed(unit: Unit, case_id: int) -> int:
    """How many photos of a case have not been fetched yet."""
    return int(unit.execute(select(func.count()).where(_row.case_id == case_id, _row.state == "owed")).scalar_one())


def drop(unit: Unit, ids: Iterable[int]) -> None:
    """Photos that turned out to be chatter are not kept."""
    if wanted := list(ids):
        unit.execute(delete(tables.photos).where(_row.id.in_(wanted), _row.case_id.is_(None)))


def drop_of_draft(unit: Unit, draft_id: int) -> None:
    """Photos of something that was no report are not kept."""
    unit.execute(delete(tables.photos).where(_row.draft_id == draft_id))


def expired(unit: Unit, closed_before: datetime, limit: int = 200) -> list[int]:
    """The photos of cases that ended long ago, whether we have their pictures or only Telegram's names of them.

    A case that became part of another one ended with that one.
    """
    into = tables.cases.alias("into")
    ended = func.coalesce(tables.cases.c.closed_at, into.c.closed_at)
    query = (
        select(_row.id)
        .join(tables.cases, tables.cases.c.id == _row.case_id)
        .join(into, into.c.id == tables.cases.c.merged_into_id, isouter=True)
        .where(ended < closed_before)
        .limit(limit)
    )
    # two questions, written out: each has an index of its own
    with_picture = unit.execute(query.where(literal_column("photos.state = 'stored'"))).scalars()
    without = unit.execute(query.where(literal_column("photos.state IN ('owed', 'broken')"))).scalars()
    return [*with_picture, *without]
