"""getUpdates: long polling with one poller at a time; the newer one wins and the older hears 409."""

import asyncio

from simulator.people import Bot
from simulator.query import Query
from simulator.refusals import conflict

MOST_UPDATES = 100
LONGEST_WAIT = 50
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class Pollers:
    """Who waits for the updates of which bot."""

    def __init__(self) -> None:
        self._waiting: dict[int, asyncio.Future[str | None]] = {}
        self._tied: set[int] = set()

    def interrupt(self, bot: Bot, words: str) -> None:
        """End a waiting poll with a conflict in these words."""
        waiting = self._waiting.pop(bot.id, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(words)

    def close(self) -> None:
        """Answer everybody with what there is; the server stops."""
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_result(None)
        self._waiting.clear()

    async def take(self, query: Query) -> list[str]:
        """The updates as written JSON, at once or as soon as there are any."""
        params, queue = query.params, query.bot.queue
        limit, offset = params.whole("limit", MOST_UPDATES), params.whole("offset")
        limit = limit if 1 <= limit <= MOST_UPDATES else MOST_UPDATES
        timeout = min(max(params.whole("timeout"), 0), LONGEST_WAIT)
        kinds = params.json("allowed_updates") if params.text("allowed_updates") else None
        if isinstance(kinds, list):
            queue.allow(str(kind) for kind in kinds)
        self.interrupt(query.bot, OTHER_POLLER)
        updates = queue.take(offset, limit)
        if updates or not timeout:
            return updates
        await self._wait(query.bot, timeout)
        return queue.take(offset, limit)

    async def _wait(self, bot: Bot, timeout: float) -> None:  # noqa: ASYNC109 - Telegram's own parameter
        if bot.id not in self._tied:
            self._tied.add(bot.id)
            bot.queue.on_put.append(lambda: self._wake(bot.id))
        mine: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()
        self._waiting[bot.id] = mine
        try:
            words = await asyncio.wait_for(mine, timeout)
        except TimeoutError:
            words = None
        finally:
            if self._waiting.get(bot.id) is mine:
                del self._waiting[bot.id]
        if words is not None:
            raise conflict(words)

    def _wake(self, bot_id: int) -> None:
        waiting = self._waiting.get(bot_id)
        if waiting is not None and not waiting.done():
            waiting.set_result(None)
