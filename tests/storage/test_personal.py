"""The whole schema: wherever a person can be, it is said what becomes of it. A new table fails here until it is."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Integer, MetaData, String, Table, Text, insert, select

from domain.chats import Picture, Where
from domain.people import Level, Role, Who
from storage import areas, cases, chats, drafts, people, personal, photo_rows, queues, tables
from storage.database import Database
from storage.unit import Unit
from storage.words import CASE, ENDED, NUMBERS, PARKED, PEOPLE, PICTURE, PLAIN, TELEGRAM_IDS, WORDS
from tests.made_up import new_case
from tests.storage.conftest import NOON

ME = 5_000_000_777
SIGNS = (str(ME), "白芷", "白老师", "紫藤")
SCHEMA: list[Table] = list(tables.metadata.tables.values())


def named(listed: dict[str, str]) -> set[tuple[str, str]]:
    return {(table, column) for table, columns in listed.items() for column in columns.split()}


def of_type(*kinds: type, schema: MetaData = tables.metadata) -> set[tuple[str, str]]:
    """The columns of some types that are no keys."""
    return {
        (table.name, column.name)
        for table in schema.tables.values()
        for column in table.columns
        if isinstance(column.type, kinds) and not column.foreign_keys and not column.primary_key
    }


def test_every_column_that_points_to_a_person_is_handled() -> None:
    assert set(personal.HANDLED) == personal.columns_with_people()


def test_every_text_is_known_as_somebodys_words_or_as_plain() -> None:
    plain, words = named(PLAIN), set(WORDS)
    assert plain & words == set()
    assert plain | words == of_type(String, JSON)


def test_every_number_is_known_as_a_way_to_find_somebody_or_as_plain() -> None:
    plain, ids = named(NUMBERS), set(TELEGRAM_IDS)
    assert plain & ids == set()
    assert plain | ids == of_type(BigInteger, Integer)


def test_a_new_table_with_somebody_in_it_would_be_noticed() -> None:
    """Whoever points to a person, whatever they wrote or were called in a fact, and any number they are found by."""
    schema = MetaData()
    for table in SCHEMA:
        table.to_metadata(schema)
    Table(
        "visits", schema, Column("id", Integer, primary_key=True), Column("visitor_id", ForeignKey("people.id")),
        Column("note", Text), Column("facts", JSON), Column("their_phone", BigInteger), Column("photo", String(80)),
    )  # fmt: skip
    assert personal.columns_with_people(schema) - set(personal.HANDLED) == {("visits", "visitor_id")}
    unknown = of_type(String, JSON, schema=schema) - named(PLAIN) - set(WORDS)
    assert unknown == {("visits", "note"), ("visits", "facts"), ("visits", "photo")}
    assert of_type(BigInteger, Integer, schema=schema) - named(NUMBERS) - set(TELEGRAM_IDS) == {("visits", "their_phone")}


@pytest.mark.parametrize("place", sorted(set(WORDS) | set(TELEGRAM_IDS)))
def test_words_go_with_whoever_they_point_to(place: tuple[str, str]) -> None:
    table, column = place
    fate = {**WORDS, **TELEGRAM_IDS}[place]
    if fate in (PEOPLE, CASE, ENDED, PARKED, PICTURE, "chat"):
        return  # the next test looks for these
    what, blanked = personal.HANDLED[table, fate]
    assert what == personal.DROP or (what == personal.BLANK and column in blanked)


def everything(unit: Unit) -> str:
    """The whole database as text."""
    return "\n".join(f"{table.name} {tuple(row)!r}" for table in SCHEMA for row in unit.execute(select(table)))


def life(unit: Unit, now: datetime) -> int:
    """Somebody who reported, worked, wrote and was written to; their id."""
    me = people.meet(unit, Who(ME, "白芷", "en"), now)
    wang = people.meet(unit, Who(ME + 1, "王阿姨"), now)
    private = chats.meet(unit, Where(ME, "private"), me.id)
    group = chats.meet(unit, Where(-1001, "supergroup", "3栋"))
    area = areas.add(unit, {"code": "C", "name": "凤凰城", "level": Level.COMMUNITY}, None)
    mine, hers = (_case(unit, area.id, title) for title in ("紫藤花架倒了", "灯坏了"))
    for case, whose in ((mine, (me, wang)), (hers, (wang, me))):
        for person in whose:
            chat = private if person is me and case == hers else group
            text = "紫藤花架倒了" if person is me else "灯坏了"
            cases.add_report(
                unit, community_id=area.id, case_id=case, person_id=person.id, chat_id=chat.id, text=text, made_at=now,
                message_id=case * 10 + person.id, on_behalf="紫藤" if person is me else "",
            )  # fmt: skip
    picture = Picture("紫藤", "紫藤")
    photo_rows.add(unit, [picture], at=now, person_id=me.id, case_id=mine)
    draft = drafts.add(
        unit, chat_id=group.id, person_id=me.id, purpose="report", stage="held", message_id=99, text="紫藤", made_at=now,
        expires_at=now,
    )  # fmt: skip
    photo_rows.add(unit, [picture], at=now, person_id=me.id, draft_id=draft.id)
    event = {"case_id": mine, "community_id": area.id, "at": now, "actor_id": me.id, "kind": "added", "facts": {}}
    unit.execute(insert(tables.events).values(**event, note="紫藤"))
    people.grant(unit, me.id, Role.MEDIATOR, area.id, None, now)
    people.change(unit, me.id, staff_name="白老师", home_id=area.id, away_until=now)
    invite = people.add_invite(
        unit, token_hash="x", role="mediator", area_id=area.id, staff_name="白老师", made_at=now, expires_at=now
    )
    people.use_invite(unit, invite, me.id, now)
    unit.tell(group.id, "case.added", at=now, person_id=me.id, text="紫藤", reply_to=ME)
    unit.tell(private.id, "say", at=now, key="x", values={"name": "白芷"})
    unit.flush()
    from_her = f'{{"message": {{"from": {{"id": {ME}, "first_name": "白芷"}}, "chat": {{"id": -1001}}}}}}'
    queues.take_in(unit, [queues.Taken(1, ME, '{"text": "紫藤"}'), queues.Taken(2, -1001, from_her)], now)
    for row in queues.waiting(unit, 0):
        queues.park(unit, row.id, "白芷", now)
    return me.id


def _case(unit: Unit, area: int, title: str) -> int:
    return cases.open_case(unit, new_case(area, NOON, title=title)).id


async def test_nothing_of_somebody_who_left_is_found_anywhere(database: Database) -> None:
    person = await database.run(life, NOON)
    before = await database.read(everything)
    assert [one for one in SIGNS if one not in before] == []

    def leave(unit: Unit) -> None:
        for photo in personal.photos_of(unit, person):
            photo_rows.change(unit, photo, state="expired", path=None, file_id="", unique_id="", likeness=None)
        personal.erase(unit, person, NOON)
        personal.forget_chat(unit, chats.by_telegram_id(unit, ME).id)  # type: ignore[union-attr]  # it is there

    await database.run(leave)
    after = await database.read(everything)
    assert [line for line in after.split("\n") if any(one in line for one in SIGNS)] == []
    assert "灯坏了" in after
    assert "王阿姨" in after

    def kept(unit: Unit) -> tuple[Any, ...]:
        reports = unit.execute(select(tables.reports).order_by(tables.reports.c.id)).all()
        titles = [row.title for row in unit.execute(select(tables.cases).order_by(tables.cases.c.id))]
        return [row.person_id == person for row in reports], [row.chat_id is None for row in reports], titles

    assert await database.read(kept) == ([True, False, False, True], [False, False, False, True], ["", "灯坏了"])
    assert await database.read(people.grants_of, person) == []


async def test_everything_of_a_person_can_be_read(database: Database) -> None:
    person = await database.run(life, NOON)
    found = await database.read(personal.rows_of, person)
    assert found["people"][0]["name"] == "白芷"
    assert [row["text"] for row in found["reports"]] == ["紫藤花架倒了", "紫藤花架倒了"]
    assert {"chats", "drafts", "events", "grants", "inbox", "invites", "outbox", "photos"} <= set(found)
    assert "王阿姨" not in repr(found)
