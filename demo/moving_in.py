"""The bot's side of the neighbourhood: its areas, the staff who accept invitations, the groups that are bound."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.app import Gridbee
from demo.asking import ask, to_the_end
from demo.cast import CAST, DOORS, FLOORS, GRIDS, GROUPS, SECRETARY, SPOKEN, Someone
from demo.neighbourhood import Neighbourhood
from demo.photos import sample
from demo.remembering import remember
from domain.people import Level, Role
from simulator import acts
from storage import areas, chats, demonstration, people
from storage.unit import Unit
from usecases.import_areas import Row, import_areas
from usecases.invite_staff import make_invite
from views.catalog import Catalogs, Words

PATIENCE = 30.0
BELL = datetime(2026, 6, 11, 0, 0, 5, tzinfo=UTC)
"""A Thursday, eight in the morning where the neighbourhood lies."""

NEWS_FOR = "li"


async def move_in(street: Neighbourhood, gridbee: Gridbee, words: Words) -> None:
    """Areas, staff and groups, the weeks since then, and a morning that has begun: no phone is empty."""
    await gridbee.database.run(_prepare, words)
    await _invite(street, gridbee, words, [one for one in CAST if one.key == SECRETARY])
    await _invite(street, gridbee, words, [one for one in CAST if one.grants and one.key != SECRETARY])
    for someone in CAST:
        if not someone.grants:
            street.people[someone.key].starts(street.bot)
    await quiet(street, gridbee)
    _pass(gridbee, minutes=6)
    for group in GROUPS:
        street.people[SECRETARY].sends(street.groups[group.key], f"/bind {group.area}")
    await quiet(street, gridbee)
    await _the_weeks_since(street, gridbee, words)
    await _this_morning(street, gridbee, words)
    _all_is_read(street)


async def _the_weeks_since(street: Neighbourhood, gridbee: Gridbee, words: Words) -> None:
    """Until the bell of today: what has happened by then is known, and yesterday's digest goes out."""
    await gridbee.database.run(remember, words, gridbee.clock.now(), BELL - timedelta(minutes=1))
    gridbee.clock.shift(BELL - gridbee.clock.now())
    await to_the_end(gridbee.rounds.go())
    await quiet(street, gridbee)


async def _this_morning(street: Neighbourhood, gridbee: Gridbee, words: Words) -> None:
    _pass(gridbee, minutes=52)
    photo = await asyncio.to_thread(sample, "corridor_cluttered")
    street.people["rider"].sends(street.groups["station"], photo=photo, caption=words.plain("demo.says.corridor"))
    await quiet(street, gridbee)
    _pass(gridbee, minutes=11)
    street.people["zhang"].sends(street.groups["building"], words.plain("demo.says.chatter"))
    await quiet(street, gridbee)
    _pass(gridbee, minutes=7)


def _pass(gridbee: Gridbee, *, minutes: int) -> None:
    gridbee.clock.shift(timedelta(minutes=minutes))


async def speak(street: Neighbourhood, gridbee: Gridbee, words: Words) -> None:
    """From now on everybody, the bot too, speaks the language of the words; what was said stays as it is."""
    street.rename(words)
    await gridbee.database.run(_speak, words)


async def quiet(street: Neighbourhood, gridbee: Gridbee) -> None:
    """Wait until everything that was sent has been handled, done and said. Raises TimeoutError."""
    async with asyncio.timeout(PATIENCE):
        while len(street.bot.queue) or await ask(gridbee, demonstration.is_busy, gridbee.clock.now()):  # noqa: ASYNC110
            await asyncio.sleep(0.02)  # what is not in the queue is only known to the database


def area_rows(words: Words) -> list[Row]:
    """A street, a community, three grids, sixteen buildings with their rooms."""
    rooms = tuple(f"{floor}{door:02}" for floor in range(1, FLOORS + 1) for door in range(1, DOORS + 1))
    rows = [
        Row("WT", Level.STREET, words.plain("demo.area.street"), ""),
        Row("WTL", Level.COMMUNITY, words.plain("demo.area.community"), "WT"),
    ]
    for grid, houses in GRIDS.items():
        rows.append(Row(f"WTL-{grid}", Level.GRID, words.plain(f"demo.area.grid.{grid}"), "WTL"))
        for house in houses:
            name = words.plain("demo.area.building", number=house)
            rows.append(Row(f"WTL-{grid}-{house}", Level.BUILDING, name, f"WTL-{grid}", rooms))
    return rows


def _prepare(unit: Unit, words: Words) -> None:
    import_areas(unit, area_rows(words))


async def _invite(street: Neighbourhood, gridbee: Gridbee, words: Words, staff: list[Someone]) -> None:
    """Send invitations and let them be accepted."""
    for someone in staff:
        token = await gridbee.database.run(_invitation, someone, words, gridbee.clock.now())
        street.people[someone.key].starts(street.bot, token)
    await quiet(street, gridbee)
    await gridbee.database.run(_grant_the_rest, staff, gridbee.clock.now())


def _invitation(unit: Unit, someone: Someone, words: Words, now: datetime) -> str:
    role, code = someone.grants[0]
    secretary = people.by_telegram_id(unit, _number_of(SECRETARY))
    return make_invite(unit, role, code, now, name=words.plain(someone.name), by=secretary.id if secretary else None)


def _grant_the_rest(unit: Unit, staff: list[Someone], now: datetime) -> None:
    for someone in staff:
        person = people.by_telegram_id(unit, someone.number)
        for role, code in someone.grants[1:]:
            area = areas.by_code(unit, code)
            if person is not None and area is not None:
                people.grant(unit, person.id, Role(role), area.id, None, now)


def _number_of(key: str) -> int:
    return next(one.number for one in CAST if one.key == key)


def _all_is_read(street: Neighbourhood) -> None:
    """Only what came for a grid worker a moment ago is still unread."""
    for someone in CAST:
        person = street.people[someone.key]
        for chat in list(street.world.chats_of(person)):
            if chat.person is None or someone.key != NEWS_FOR:
                acts.read_up_to(street.world, chat, person, max(chat.messages, default=0))


def _speak(unit: Unit, words: Words) -> None:
    import_areas(unit, area_rows(words))
    for row in demonstration.chats_in_other_languages(unit, words.language):
        chats.change(unit, row.id, language=words.language)
        if row.person_id is not None:
            people.change(unit, row.person_id, own_language=words.language)
    for someone in CAST:
        person = people.by_telegram_id(unit, someone.number)
        if person is not None:
            name = words.plain(someone.name)
            staff = {"staff_name": name} if someone.grants else {}
            people.change(unit, person.id, name=name, language=words.language, **staff)


def words_in(catalogs: Catalogs, language: str) -> Words:
    """The words of one of the page's languages."""
    return catalogs(SPOKEN[language])
