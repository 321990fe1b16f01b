"""Work with the bot's database that is done to its end, also where whoever wants it is told to stop meanwhile."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Concatenate, ParamSpec, TypeVar

from bot.app import Gridbee
from storage.unit import Unit

P = ParamSpec("P")
T = TypeVar("T")


async def to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """The result; a cancellation goes on when the work is done, for half a connection cannot be given back."""
    working = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(working)
    except asyncio.CancelledError:
        await asyncio.wait({working})
        raise


async def ask(
    gridbee: Gridbee, question: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """The answer to a question."""
    return await to_the_end(gridbee.database.read(question, *args, **kwargs))
