"""Lets time pass until something has come: from one moment at which there is something to do to the next."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.app import Gridbee
from demo.asking import ask, to_the_end
from demo.moving_in import quiet
from demo.neighbourhood import Neighbourhood
from storage import demonstration

LONGEST = timedelta(hours=3)
"""So that the clock is seen to go."""

MOST = timedelta(days=5)


async def let_pass(
    street: Neighbourhood, gridbee: Gridbee, reached: Callable[[], Awaitable[bool]],
    check: Callable[[], None],
) -> None:  # fmt: skip
    """Until `reached`, five days at most; `check` is called after every leap and may end it by raising."""
    began = gridbee.clock.now()
    while not await reached() and gridbee.clock.now() < began + MOST:
        gridbee.clock.shift(await _leap(gridbee))
        await to_the_end(gridbee.rounds.go())
        await quiet(street, gridbee)
        check()


async def _leap(gridbee: Gridbee) -> timedelta:
    now = gridbee.clock.now()
    moment = await ask(gridbee, demonstration.next_moment, now)
    ends = [LONGEST, _bell(gridbee, now) - now]
    if moment is not None:
        ends.append(moment - now)
    return max(min(ends), timedelta(0)) + timedelta(seconds=1)


def _bell(gridbee: Gridbee, now: datetime) -> datetime:
    """When digests go out the next time; no row says so before."""
    rules = gridbee.database.rules
    local = now.astimezone(rules.zone)
    today = datetime.combine(local.date(), rules.digest_at, rules.zone)
    return today if today > local else today + timedelta(days=1)
