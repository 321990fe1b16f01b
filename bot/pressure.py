"""How busy the intake is: what nobody waits for (reactions, fetching photos) gives way to what people wait for."""

import asyncio

CALM = 2
"""With fewer chats than this in hand there is nothing to give way to."""


class Pressure:
    """Counted by the dispatcher of this process; where updates are handled elsewhere it stays low."""

    def __init__(self) -> None:
        self._chats = 0
        self._calm = asyncio.Event()
        self._calm.set()

    def grows(self) -> None:
        """Another chat has something to handle."""
        self._chats += 1
        if self._chats >= CALM:
            self._calm.clear()

    def falls(self) -> None:
        """A chat has nothing more to handle."""
        self._chats -= 1
        if self._chats < CALM:
            self._calm.set()

    @property
    def high(self) -> bool:
        """Whether several chats wait for us."""
        return not self._calm.is_set()

    async def over(self, longest: float) -> None:
        """Wait until it is low, for so many seconds at most: nothing may wait for ever."""
        try:
            async with asyncio.timeout(longest):
                await self._calm.wait()
        except TimeoutError:
            return
