"""The outbox's loop: claims what is owed, says it, and settles what became of it."""

import asyncio
import time
from bisect import bisect, insort
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any

import structlog
from telegram.error import ChatMigrated, InvalidToken, RetryAfter, TelegramError

from bot.clock import WallClock
from bot.intake import seconds
from bot.leasing import Leased
from bot.limits import FloodLimits
from bot.posting import Posted, Poster
from bot.pressure import Pressure
from bot.send_queue import Owed, SendQueue
from bot.showing import LONG, Prepared, prepare, take
from bot.tally import OURS, Tally
from bot.verdicts import Verdict, said, verdict
from domain.lease import Hold
from storage import chats, queues
from storage.cause import set_off_by
from storage.database import Database, DatabaseAway
from storage.lanes import ClaimLost
from storage.photo_store import PhotoStoreAway
from storage.unit import Priority, Unit
from usecases import delivery
from views.catalog import Catalogs

SPARE = 3
"""So many messages of a group's minute are kept for words; reactions give way."""

IN_FLIGHT, READY = 8, 8
"""So many messages at most are on their way or not yet written down as sent: so many may a kill repeat. As many more
are claimed and rendered, and go as soon as there is a place; a kill repeats none of these."""
STALE = 1.0
"""What has waited for a place for so many seconds is rendered anew."""

AWAY = 1.0
"""Seconds until a database that is away is asked again."""
AFRESH = 5.0
"""Seconds after which everything owed is read again: a server may commit a row after one with a larger number."""
MOST_LATE = 200
"""So many numbers behind the newest a row may still appear; what is later still is found by reading afresh."""
MINUTE = timedelta(seconds=60)

GIVES_WAY, MOST_PATIENT = 0.5, timedelta(seconds=20)
"""A reaction waits so many seconds again and again while there is pressure; after so long it is left out."""


class Sender:
    """One per bot token, which `lease` sees to. `woken` tells it that something new is owed."""

    def __init__(
        self,
        database: Database,
        poster: Poster,
        catalogs: Catalogs,
        limits: FloodLimits,
        clock: WallClock,
        lease: Leased,
        woken: asyncio.Event,
        tally: Tally | None = None,
        pressure: Pressure | None = None,
    ) -> None:
        self._database = database
        self._poster = poster
        self._catalogs = catalogs
        self._limits = limits
        self._clock = clock
        self._lease = lease
        self._tally = tally or Tally()
        self._pressure = pressure or Pressure()
        self._moved, self._stop = asyncio.Event(), asyncio.Event()
        self._begin()
        self.woken = woken
        self._log = structlog.get_logger("sender")

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop`; what is in flight then is finished first. It is run again when the lease is ours again."""
        self._stop = stop
        self._begin()
        try:
            await self._recover()
        except ClaimLost:
            return
        async with asyncio.TaskGroup() as flying:
            while not self._is_over():
                self._moved.clear()
                await self._load()
                item = self._next()
                while isinstance(item, Owed) and not self._is_over():
                    flying.create_task(self._fly(item))
                    item = self._next()
                self._pressure.crowd(self._queue.is_crowded(Priority.REACTION))
                if not self._is_over():
                    await self._rest(item)
        self._pressure.crowd(False)

    def _is_over(self) -> bool:
        return self._stop.is_set() or not self._lease.is_sure()

    def _next(self) -> Owed | float | None:
        return self._queue.next(self._clock.monotonic(), self._limits)

    def _begin(self) -> None:
        """Nothing is known of what is owed."""
        self._queue = SendQueue(in_flight_limit=IN_FLIGHT + READY)
        self._places = asyncio.Semaphore(IN_FLIGHT)
        self._last = 0
        self._afresh = 0.0
        self._held: list[tuple[float, int]] = []
        self._modest: list[tuple[datetime, int]] = []  # reactions that give way, by when they were told
        self._late: set[int] = set()

    async def _rest(self, until: Owed | float | None) -> None:
        now = self._clock.monotonic()
        moments = [until if isinstance(until, float) else now + AFRESH, *(at for at, _ in self._held[:1])]
        if self._modest:
            moments.append(now + GIVES_WAY)
        await self._clock.sleep(min(max(min(moments) - now, 0.0), AFRESH), self.woken, self._moved)

    async def _recover(self) -> None:
        """What was in flight is owed again, and Telegram's limits go on from where they were. Raises ClaimLost."""
        await self._write(queues.claimed_before, self._lease.hold)
        while not self._stop.is_set():
            try:
                await self._remember_limits()
            except DatabaseAway as error:
                self._log.warning("database away", error=str(error))
                await self._clock.sleep(AWAY, self._stop)
            else:
                return

    async def _remember_limits(self) -> None:
        now, tick = self._clock.now(), self._clock.monotonic()
        for row in await self._database.read(queues.sent_between, now - MINUTE, now):
            self._limits.sent(row.telegram_id, row.kind != "private", tick - (now - row.ended_at).total_seconds())
        for row in await self._database.read(chats.wait_until):
            left = (row.wait_until - now).total_seconds()
            if left > 0:
                self._limits.refused(row.telegram_id, left, tick)

    async def _load(self) -> None:
        tick = self._clock.monotonic()
        if tick >= self._afresh:
            self._last, self._afresh, self._late = 0, tick + AFRESH, set()
            self._held, self._modest = [], []  # they are owed, too, and come again
            self._limits.prune(tick)
            self.woken.set()
        try:
            await self._load_held(tick)
            if self.woken.is_set():
                self.woken.clear()
                await self._load_news()
        except DatabaseAway as error:
            self.woken.set()
            self._log.warning("database away", error=str(error))
            await self._clock.sleep(AWAY, self._stop)

    async def _load_news(self) -> None:
        # Asked of the writer: what woke us has just been committed there, and one hop is all it takes.
        if self._late:
            rows = await self._database.run(queues.owed_among, set(self._late))
            self._late -= {row.id for row in rows}
            self._line_up(rows)
        rows = await self._database.run(queues.owed, self._last)
        if rows:
            self._line_up(rows)
            self._expect_late(rows)
            self._last = rows[-1].id
            self.woken.set()  # there may be more: what is known by now goes out first

    def _expect_late(self, rows: list[Any]) -> None:
        """Where others write as well, a row may be committed after one with a larger number: it is asked for again."""
        if self._lease.hold is not None and self._last:
            between = range(max(self._last, rows[-1].id - MOST_LATE) + 1, rows[-1].id)
            self._late |= set(between) - {row.id for row in rows}

    async def _load_held(self, tick: float) -> None:
        held, modest = self._held, self._modest
        late = bisect(held, tick, key=itemgetter(0))
        given_way = bisect(modest, self._clock.now() - MOST_PATIENT, key=itemgetter(0)) if self._pressure.high else None
        due = [one for _, one in held[:late]] + [one for _, one in modest[:given_way]]
        if due:
            rows = await self._database.run(queues.owed_among, due)
            del held[:late], modest[:given_way]
            self._line_up(rows)

    def _line_up(self, rows: list[Any]) -> None:
        now, tick = self._clock.now(), self._clock.monotonic()
        for row in rows:
            if row.not_before is not None and row.not_before > now:
                self._hold(row.id, tick + (row.not_before - now).total_seconds())
            elif row.priority == Priority.REACTION and self._pressure.high and now - row.told_at < MOST_PATIENT:
                insort(self._modest, (row.told_at, row.id))
            else:
                self._queue.add(Owed(row.id, row.telegram_id, row.kind != "private", row.priority, row.id))

    def _hold(self, row_id: int, until: float) -> None:
        """Look at it again at a moment of the monotonic clock."""
        insort(self._held, (until, row_id))

    async def _fly(self, item: Owed) -> None:
        """Send a message, and in its place whatever may go next, until nothing may: then the loop looks anew."""
        following: Owed | float | None = item
        while isinstance(following, Owed):
            await self._send(following)
            following = None if self._is_over() else self._next()
        self._moved.set()

    async def _send(self, item: Owed) -> None:
        again: Owed | None = None
        try:
            owed, prepared = await self._database.run(
                take, item.id, self._lease.hold, self._catalogs, self._clock.now()
            )
            if owed is not None:
                with set_off_by(owed.update_id):
                    again = await self._in_turn(item, owed, prepared or await self._prepared(owed))
        except DatabaseAway as error:
            self._log.warning("database away", error=str(error), owed=item.id)
            await asyncio.sleep(AWAY)
            # Nobody knows whether the claim was committed: a server may have done it and then lost the line.
            again = await self._back(item, _owe_again, self._mine(item), "the database was away")
        except Exception as error:  # noqa: BLE001  one message that can't be shown must not stop the others
            self._tally.refused[OURS] += 1
            self._log.exception("view failed", owed=item.id)
            await self._write(_fail, item.id, self._lease.hold, type(error).__name__, self._clock.now())
        finally:
            self._queue.done(item)
            if again is not None:  # at once, before anything else of its chat can be taken
                self._queue.add(again)

    async def _prepared(self, owed: Any) -> Prepared:
        ask = self._database.read_aside if owed.view in LONG else self._database.read
        return await ask(prepare, owed, self._catalogs, self._clock.now())

    def _mine(self, item: Owed) -> "_Mine":
        return _Mine(item.id, self._lease.hold.epoch if self._lease.hold else 0)

    async def _in_turn(self, item: Owed, owed: Any, prepared: Prepared) -> Owed | None:
        """Say it when there is a place in the air, as it is then."""
        rendered = time.monotonic()
        async with self._places:
            await self._pace()
            while time.monotonic() > rendered + STALE and not self._is_over():
                prepared, rendered = await self._prepared(owed), time.monotonic()
                await self._pace()
            if self._is_over():  # it may not leave any more: owed as before, for whoever sends next
                return await self._back(item, _owe_again, owed, "the program stopped meanwhile")
            return await self._say(item, owed, prepared)

    async def _pace(self) -> None:
        """Many may have been let go before the first of them left: each leaves only when the bot's own limit allows."""
        while not self._is_over() and (wait := self._limits.open_at() - self._clock.monotonic()) > 0:
            await self._clock.sleep(min(wait, AFRESH), self._stop)

    async def _say(self, item: Owed, owed: Any, prepared: Prepared) -> Owed | None:
        """What became of it is written down; what must be tried again is returned."""
        if prepared.telegram_id != item.chat_id:  # the group has moved while this waited: in line there, not here
            await self._settle(delivery.wait_for, owed, None, "the group moved")
            self._hold(item.id, self._clock.monotonic())
        elif prepared.shown is None or self._gives_way(item, owed):
            await self._settle(delivery.message_dropped, owed, self._clock.now())
        elif prepared.closed:
            await self._settle(delivery.chat_refused, owed, "the chat is closed", self._clock.now())
        else:
            return await self._post(item, owed, prepared)
        return None

    async def _back(self, item: Owed, use_case: Callable[..., object], owed: Any, *values: object) -> Owed:
        """Owed as before, in its old place; a younger intent of its card that it took in may be more urgent."""
        priority = await self._settle(use_case, owed, *values)
        return replace(item, priority=priority) if isinstance(priority, int) else item

    async def _settle(self, use_case: Callable[..., object], owed: Any, *values: object) -> object:
        """Write down what became of a claimed message, unless another sender has taken it over meanwhile."""
        try:
            return await self._write(*((_ours, use_case) if owed.epoch else (use_case,)), owed, *values)
        except ClaimLost:
            self._log.warning("this message is not ours any more", owed=owed.id)
            return None

    async def _write(self, use_case: Callable[..., object], *values: object) -> object:
        """Run it, however long the database is away: what was sent must not be forgotten, so this never gives up."""
        while True:
            try:
                return await self._database.run(use_case, *values)
            except DatabaseAway as error:
                self._log.warning("database away", error=str(error))
                await asyncio.sleep(AWAY)

    def _gives_way(self, item: Owed, owed: Any) -> bool:
        """A reaction is a quick receipt: when words need the minute, or it would come late, the card is enough."""
        if item.priority != Priority.REACTION:
            return False
        short = item.is_group and self._limits.group_budget(item.chat_id, self._clock.monotonic()) < SPARE
        return short or self._clock.now() - owed.told_at > MOST_PATIENT

    async def _post(self, item: Owed, owed: Any, prepared: Prepared) -> Owed | None:
        if not self._lease.is_sure():  # whoever has the lease now, or takes it, finds it claimed and owes it anew
            return None
        began = time.perf_counter()
        try:
            posted = await self._on_its_way(item, prepared, owed.reply_to)
        except (TelegramError, PhotoStoreAway) as error:
            return await self._went_wrong(item, owed, prepared, error)
        except Exception as error:  # noqa: BLE001  a picture that can't be drawn must not stop the sender
            self._tally.refused[OURS] += 1
            self._log.exception("posting failed", view=owed.view, owed=owed.id)
            await self._settle(delivery.message_failed, owed, type(error).__name__, self._clock.now())
        else:
            await self._sent(owed, posted, time.perf_counter() - began)
        return None

    async def _on_its_way(self, item: Owed, prepared: Prepared, reply_to: int | None) -> Posted:
        self._limits.sent(item.chat_id, item.is_group, self._clock.monotonic())
        try:
            return await self._poster.post(prepared, reply_to)
        finally:
            self._limits.answered(item.chat_id, self._clock.monotonic())

    async def _sent(self, owed: Any, posted: Posted, took: float) -> None:
        now = self._clock.now()
        if posted.message_id is None:
            await self._settle(delivery.message_edited, owed, now, posted.has_photo)
        else:
            await self._settle(delivery.message_sent, owed, posted.message_id, posted.has_photo, now)
        waited = (now - max(owed.told_at, owed.not_before or owed.told_at)).total_seconds()
        self._tally.sent[Priority(owed.priority).name.lower()] += 1
        self._tally.posted.took(took)
        self._tally.waited.took(waited)
        self._log.info(
            "sent", view=owed.view, owed=owed.id, case=owed.case_id, message=posted.message_id, waited=round(waited, 3)
        )

    async def _went_wrong(self, item: Owed, owed: Any, prepared: Prepared, error: Exception) -> Owed | None:
        now, text = self._clock.now(), said(error)
        found = verdict(
            error, edits=prepared.edits is not None, reaction=owed.view == "react",
            pictured=not owed.facts.get("no_photo"),
        )  # fmt: skip
        self._tally.refused[found.name.lower()] += 1
        if found is Verdict.WAIT and isinstance(error, RetryAfter):
            wait = seconds(error.retry_after)
            self._limits.refused(item.chat_id, wait, self._clock.monotonic())
            return await self._back(item, delivery.wait_for, owed, now + timedelta(seconds=wait), text)
        if found is Verdict.LATER:
            return await self._try_later(item, owed, error)
        if found is Verdict.ANEW and prepared.edits is not None:
            return await self._back(item, delivery.message_gone, owed, prepared.edits, now)
        if found is Verdict.WITHOUT_PHOTO:
            return await self._back(item, delivery.without_photo, owed, text)
        if found is Verdict.MOVED and isinstance(error, ChatMigrated):
            await self._settle(delivery.moved_to, owed, prepared.telegram_id, error.new_chat_id, now)
            self._hold(item.id, self._clock.monotonic())
        else:
            await self._end(found, owed, text)
        return None

    async def _end(self, found: Verdict, owed: Any, text: str) -> None:
        now = self._clock.now()
        if found is Verdict.DONE:
            await self._settle(delivery.message_edited, owed, now)
        elif found is Verdict.NO_REACTIONS:
            await self._settle(delivery.no_reactions, owed, now)
        elif found in (Verdict.CLOSED, Verdict.SHUT):
            self._log.info("chat closed", chat=owed.chat_id, reason=text)
            follows = delivery.chat_shut if found is Verdict.SHUT else delivery.chat_refused
            await self._settle(follows, owed, text, now)
        else:
            self._log.error("message can't be sent", view=owed.view, owed=owed.id, reason=text)
            await self._settle(delivery.message_failed, owed, text, now)

    async def _try_later(self, item: Owed, owed: Any, error: Exception) -> Owed:
        pause, text = min(60.0, 0.25 * 2.0 ** min(owed.tries, 8)), said(error)
        if isinstance(error, InvalidToken):
            self._log.error("Telegram does not know this token", owed=owed.id, again_in=pause)
        else:
            self._log.warning("telegram away", reason=text, owed=owed.id, view=owed.view, again_in=pause)
        self._limits.refused(item.chat_id, pause, self._clock.monotonic())
        return await self._back(item, delivery.wait_for, owed, None, text)


@dataclass(frozen=True)
class _Mine:
    """A message of which only this is known: that it may have been claimed by us."""

    id: int
    epoch: int


def _ours(unit: Unit, use_case: Callable[..., object], owed: Any, *values: object) -> object:
    """Where senders share the outbox: only the one that claimed a message may say what became of it."""
    queues.check_claim(unit, owed)
    return use_case(unit, owed, *values)


def _owe_again(unit: Unit, owed: _Mine, why: str) -> object:
    return queues.owe_again(unit, owed.id, why)


def _fail(unit: Unit, row_id: int, under: Hold | None, error: str, now: datetime) -> None:
    """It can't be shown: claimed, if it is not yet, and given up loudly."""
    owed = queues.claim(unit, row_id, under) or queues.in_flight(unit, row_id, under)
    if owed is not None:
        delivery.message_failed(unit, owed, error, now)
