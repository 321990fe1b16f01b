"""How busy the program is: what nobody waits for (reactions, fetching photos) gives way to what people wait for."""

import asyncio

CALM = 2
"""With fewer chats than this in hand there is nothing to give way to."""


class Pressure:
    """Counted by the dispatcher and the sender of this process; what is done elsewhere does not press here."""

    def __init__(self) -> None:
        self._chats = 0
        self._crowded = False
        self._calm = asyncio.Event()
        self._calm.set()

    def grows(self) -> None:
        """Another chat has something to handle."""
        self._chats += 1
        self._look()

    def falls(self) -> None:
        """A chat has nothing more to handle."""
        self._chats -= 1
        self._look()

    def crowd(self, crowded: bool) -> None:
        """Whether messages wait for others to be sent, although the limits would let them go."""
        self._crowded = crowded
        self._look()

    @property
    def high(self) -> bool:
        """Whether several chats, or messages that could go, wait for us."""
        return not self._calm.is_set()

    async def over(self, longest: float, stop: asyncio.Event) -> None:
        """Wait until it is low, or `stop`, for so many seconds at most: nothing may wait for ever."""
        if not self.high:
            return
        waits = [asyncio.ensure_future(one.wait()) for one in (self._calm, stop)]
        try:
            await asyncio.wait(waits, timeout=longest, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in waits:
                one.cancel()

    def _look(self) -> None:
        if self._crowded or self._chats >= CALM:
            self._calm.clear()
        else:
            self._calm.set()
