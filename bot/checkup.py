"""`gridbee check`: what is wrong, in plain lines, each with the way to mend it."""

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from telegram import Bot, ChatMember
from telegram.error import InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot.rules import rules_of
from bot.settings import Settings
from bot.transport import AioRequest
from domain.calendar import WorkCalendar
from domain.people import Area, Level, Role
from domain.taxonomy import Taxonomy
from storage import areas, chats, migrate, people, queues
from storage.photo_store import PhotoStore, PhotoStoreAway
from storage.unit import Unit
from usecases.keep_calendar import guessed_years, with_own_days
from views.catalog import Words

LITTLE = 500 * 1024 * 1024
"""Bytes below which a disk is called nearly full."""


@dataclass(frozen=True)
class Finding:
    """One line. `bad` ones make the command exit with 1."""

    line: str
    bad: bool = False
    warn: bool = False

    @property
    def mark(self) -> str:
        """✗ must be mended, ! should be looked at, ✓ is fine."""
        return "✗" if self.bad else "!" if self.warn else "✓"


@dataclass(frozen=True)
class _Known:
    areas: list[Area]
    held: list[tuple[str, int]]
    groups: list[Any]
    parked: list[Any]
    counts: dict[str, int]
    silent_operators: list[int]
    calendar: WorkCalendar | None


class Checkup:
    """One look at everything. It may run beside a running bot."""

    def __init__(self, settings: Settings, words: Words) -> None:
        self._settings = settings
        self._words = words

    async def run(self) -> list[Finding]:
        """All findings, the fine ones too."""
        findings = [*self._disk(), *self._photos()]
        known = None
        lacks = await asyncio.to_thread(migrate.behind, self._settings.storage.database)
        if lacks is not None:
            findings.append(self._bad("schema", step=lacks))
        else:
            findings.append(self._good("schema_fine"))
            known = await asyncio.to_thread(self._look)
            findings += [*self._organisation(known), *self._queues(known)]
        findings += self._calendar(known)
        return [*await self._telegram(known), *findings]

    async def _telegram(self, known: _Known | None) -> list[Finding]:
        api = self._settings.telegram.api_url.rstrip("/")
        token = self._settings.telegram.token.get_secret_value()
        request: BaseRequest = AioRequest(read_timeout=10, connect_timeout=5)
        bot = Bot(token, base_url=f"{api}/bot", request=request)
        try:
            async with bot:
                found = [self._good("token_fine", name=f"@{bot.username}")]
                for group in known.groups if known else []:
                    found += await self._group(bot, group)
                return found
        except InvalidToken:
            return [self._bad("token")]
        except TelegramError as error:
            return [self._bad("unreachable", url=api, reason=error.message)]

    async def _group(self, bot: Bot, group: Any) -> list[Finding]:
        if group.closed:
            return [self._warn("group_closed", title=group.title)]
        try:
            me = await bot.get_chat_member(group.telegram_id, bot.id)
        except TelegramError as error:
            return [self._bad("group_gone", title=group.title, reason=error.message)]
        if me.status == ChatMember.ADMINISTRATOR or bot.bot.can_read_all_group_messages:
            return []
        return [self._bad("group_blind", title=group.title)]

    def _organisation(self, known: _Known) -> Iterator[Finding]:
        if not known.areas:
            yield self._bad("no_areas")
            return
        if not self._settings.telegram.operators:
            yield self._warn("no_operators")
        for operator in known.silent_operators:
            yield self._warn("operator_silent", person=operator)
        by_id = {one.id: one for one in known.areas}
        holes = list(self._holes(known, by_id))
        yield from holes
        if not holes:
            yield self._good("roles_fine")
        bound = {group.area_id for group in known.groups}
        unbound = [one.name for one in known.areas if one.level is Level.BUILDING and one.id not in bound]
        if unbound:
            yield self._warn("unbound", n=len(unbound), names="、".join(unbound[:10]))

    def _holes(self, known: _Known, by_id: dict[int, Area]) -> Iterator[Finding]:
        taxonomy = rules_of(self._settings).taxonomy
        for grid in (one for one in known.areas if one.level is Level.GRID):
            above = [by_id[one] for one in grid.path]
            here = {role for role, area in known.held if area in grid.path and by_id[area].level is not Level.STREET}
            here |= {role for role, area in known.held if area in grid.path and role == Role.STREET_DEPT}
            missing = sorted(_roles(taxonomy) - here)
            if Role.SECRETARY not in here:
                yield self._bad("no_secretary", grid=grid.name, community=above[1].name if len(above) > 1 else "")
            if missing:
                names = "、".join(self._words.plain(f"role.{one}") for one in missing)
                yield self._warn("roles", grid=grid.name, roles=names)

    def _queues(self, known: _Known) -> Iterator[Finding]:
        for row in known.parked[:20]:
            yield self._bad("parked", row=row.id, at=f"{row.ended_at:%Y-%m-%d %H:%M}", error=row.error)
        if known.counts["unsent"]:
            yield self._warn("unsent", n=known.counts["unsent"])
        if known.counts["jobs_failed"]:
            yield self._warn("jobs", n=known.counts["jobs_failed"])
        yield self._good("waiting", inbox=known.counts["inbox"], outbox=known.counts["outbox"])

    def _disk(self) -> Iterator[Finding]:
        database = self._settings.storage.database
        folder = Path(database.removeprefix("sqlite:///")).parent if database.startswith("sqlite") else Path.cwd()
        while not folder.exists():
            folder = folder.parent
        free = shutil.disk_usage(folder).free
        values = {"free": free // (1024 * 1024), "folder": folder}
        yield self._bad("disk", **values) if free < LITTLE else self._good("disk_fine", **values)

    def _photos(self) -> Iterator[Finding]:
        try:
            PhotoStore.open(self._settings.storage.photos, Path.cwd()).check()
        except PhotoStoreAway as error:
            yield self._bad("photos", where=self._settings.storage.photos, reason=str(error))
        else:
            yield self._good("photos_fine")

    def _calendar(self, known: _Known | None) -> Iterator[Finding]:
        today = datetime.now(UTC).astimezone(self._settings.community.timezone).date()
        calendar = known.calendar if known else rules_of(self._settings).calendar
        for year in guessed_years(calendar, today) if calendar else []:
            yield self._warn("calendar", year=year)

    def _look(self) -> _Known:
        engine = migrate.sync_engine(self._settings.storage.database)
        try:
            with engine.connect() as connection:
                return _known(Unit(connection, rules_of(self._settings)))
        finally:
            engine.dispose()

    def _good(self, key: str, **values: object) -> Finding:
        return Finding(self._words.plain(f"program.check.{key}", **values))

    def _warn(self, key: str, **values: object) -> Finding:
        return Finding(self._words.plain(f"program.check.{key}", **values), warn=True)

    def _bad(self, key: str, **values: object) -> Finding:
        return Finding(self._words.plain(f"program.check.{key}", **values), bad=True)


def _known(unit: Unit) -> _Known:
    every = areas.every(unit)
    operators = {one: people.by_telegram_id(unit, one) for one in unit.rules.operators}
    return _Known(
        areas=every,
        held=[(grant.role.value, grant.area_id) for grant, _ in people.holders(unit, [one.id for one in every])],
        groups=chats.bound(unit),
        parked=queues.parked(unit),
        counts=queues.counts(unit),
        silent_operators=[one for one, person in operators.items() if person is None or not person.reachable],
        calendar=with_own_days(unit, unit.rules).calendar,
    )


def _roles(taxonomy: Taxonomy) -> set[str]:
    return {one.role for one in taxonomy.categories.values()}
