"""`gridbee check`: what is wrong, in plain lines, each with the way to mend it."""

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.backing_up import RUN
from bot.check_telegram import check_telegram
from bot.findings import Finding, Findings
from bot.rules import rules_of
from bot.settings import Settings
from bot.troubles import photos_away, told
from domain.calendar import WorkCalendar
from domain.people import Area, Level, Role
from domain.taxonomy import Taxonomy
from storage import areas, chats, migrate, people, pulse, queues, runs
from storage.photo_store import PhotoStore, PhotoStoreAway
from storage.unit import Unit
from usecases.keep_calendar import guessed_years, with_own_days
from views.catalog import Words

LITTLE = 500 * 1024 * 1024
"""Bytes below which a disk is called nearly full."""
LATELY = timedelta(days=7)
"""How far back failures are told, and how old the last backup may be."""
MANY = 20
"""So many of one kind are told one by one."""


@dataclass(frozen=True)
class _Known:
    areas: list[Area]
    held: list[tuple[str, int]]
    groups: list[Any]
    parked: list[Any]
    counts: dict[str, int]
    failed: list[Any]
    failed_jobs: list[Any]
    backup: date | None
    silent_operators: list[int]
    calendar: WorkCalendar | None


class Checkup:
    """One look at everything. It may run beside a running bot."""

    def __init__(self, settings: Settings, words: Words) -> None:
        self._settings = settings
        self._find = Findings(words)

    async def run(self) -> list[Finding]:
        """All findings, the fine ones too; what can't be looked at is a finding as well, and the rest is still told."""
        findings = [*self._disk(), *self._photos()]
        known = None
        try:
            lacks = await asyncio.to_thread(migrate.behind, self._settings.storage.database)
            findings.append(self._find.bad("schema", step=lacks) if lacks else self._find.good("schema_fine"))
            known = await asyncio.to_thread(self._look) if lacks is None else None
        except Exception as error:
            lines = told(error, self._find.words)
            if lines is None:
                raise
            findings += [Finding(line, bad=True) for line in lines]
        if known is not None:
            findings += [*self._organisation(known), *self._queues(known), *self._backup(known)]
        findings += self._calendar(known)
        return [*await check_telegram(self._settings, self._find, known.groups if known else []), *findings]

    def _organisation(self, known: _Known) -> Iterator[Finding]:
        if not known.areas:
            yield self._find.bad("no_areas")
            return
        if not self._settings.telegram.operators:
            yield self._find.warn("no_operators")
        for operator in known.silent_operators:
            yield self._find.warn("operator_silent", person=operator)
        by_id = {one.id: one for one in known.areas}
        holes = list(self._holes(known, by_id))
        yield from holes
        if not holes:
            yield self._find.good("roles_fine")
        bound = {group.area_id for group in known.groups}
        unbound = [one.name for one in known.areas if one.level is Level.BUILDING and one.id not in bound]
        if unbound:
            yield self._find.warn("unbound", n=len(unbound), names="、".join(unbound[:10]))

    def _holes(self, known: _Known, by_id: dict[int, Area]) -> Iterator[Finding]:
        taxonomy = rules_of(self._settings).taxonomy
        for grid in (one for one in known.areas if one.level is Level.GRID):
            above = [by_id[one] for one in grid.path]
            here = {role for role, area in known.held if area in grid.path and by_id[area].level is not Level.STREET}
            here |= {role for role, area in known.held if area in grid.path and role == Role.STREET_DEPT}
            missing = sorted(_roles(taxonomy) - here)
            if Role.SECRETARY not in here:
                yield self._find.bad("no_secretary", grid=grid.name, code=(above[1:] or [grid])[0].code)
            if missing:
                names = "、".join(self._find.words.plain(f"role.{one}") for one in missing)
                yield self._find.warn("roles", grid=grid.name, roles=names, code=grid.code)

    def _queues(self, known: _Known) -> Iterator[Finding]:
        for row in known.parked[:MANY]:
            yield self._find.bad("parked", row=row.id, at=self._local(row.ended_at), error=row.error)
        for row in known.failed[:MANY]:
            at = self._local(row.ended_at)
            yield self._find.warn("unsent", row=row.id, at=at, view=row.view, error=row.error or "–")
        for row in known.failed_jobs[:MANY]:
            yield self._find.warn("job", row=row.id, kind=row.kind, subject=row.subject, error=row.error or "–")
        more = sum(max(0, len(one) - MANY) for one in (known.parked, known.failed, known.failed_jobs))
        if more:
            yield self._find.warn("more", more=more)
        yield self._find.good("waiting", inbox=known.counts["inbox"], outbox=known.counts["outbox"])

    def _backup(self, known: _Known) -> Iterator[Finding]:
        if known.backup is None:
            yield self._find.warn("backup_never")
        elif self._today() - known.backup > LATELY:
            yield self._find.warn("backup_old", day=known.backup)

    def _disk(self) -> Iterator[Finding]:
        kept = self._settings.storage
        sqlite = kept.database.startswith("sqlite")
        places = [Path(kept.database.removeprefix("sqlite:///")).parent if sqlite else Path.cwd()]
        places += [] if "://" in kept.photos else [Path(kept.photos)]
        disks = {place.stat().st_dev: place for place in map(_that_exists, reversed(places))}
        for folder in disks.values():
            free = shutil.disk_usage(folder).free
            values = {"free": free // (1024 * 1024), "folder": folder}
            yield self._find.bad("disk", **values) if free < LITTLE else self._find.good("disk_fine", **values)

    def _photos(self) -> Iterator[Finding]:
        try:
            PhotoStore.open(self._settings.storage.photos, Path.cwd()).check()
        except PhotoStoreAway as error:
            yield Finding(photos_away(error, self._find.words), bad=True)
        else:
            yield self._find.good("photos_fine")

    def _calendar(self, known: _Known | None) -> Iterator[Finding]:
        calendar = known.calendar if known else rules_of(self._settings).calendar
        for year in guessed_years(calendar, self._today()) if calendar else []:
            yield self._find.warn("calendar", year=year)

    def _look(self) -> _Known:
        engine = migrate.sync_engine(self._settings.storage.database)
        try:
            with engine.connect() as connection:
                return _known(Unit(connection, rules_of(self._settings)), datetime.now(UTC), self._today())
        finally:
            engine.dispose()

    def _today(self) -> date:
        return datetime.now(UTC).astimezone(self._settings.community.timezone).date()

    def _local(self, moment: datetime) -> str:
        return f"{moment.astimezone(self._settings.community.timezone):%Y-%m-%d %H:%M}"


def _known(unit: Unit, now: datetime, today: date) -> _Known:
    every = areas.every(unit)
    operators = {one: people.by_telegram_id(unit, one) for one in unit.rules.operators}
    return _Known(
        areas=every,
        held=[(grant.role.value, grant.area_id) for grant, _ in people.holders(unit, [one.id for one in every])],
        groups=chats.bound(unit),
        parked=queues.parked(unit),
        counts=queues.counts(unit),
        failed=pulse.failed_messages(unit, now - LATELY),
        failed_jobs=pulse.failed_jobs(unit),
        backup=runs.last_before(unit, *RUN, today + timedelta(days=1)),
        silent_operators=[one for one, person in operators.items() if person is None or not person.reachable],
        calendar=with_own_days(unit, unit.rules).calendar,
    )


def _roles(taxonomy: Taxonomy) -> set[str]:
    return {one.role for one in taxonomy.categories.values()}


def _that_exists(place: Path) -> Path:
    return next(one for one in (place.absolute(), *place.absolute().parents) if one.exists())
