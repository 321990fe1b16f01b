"""How busy the program is: what nobody waits for (reactions, fetching photos) gives way to what people wait for."""

import asyncio

CALM = 2
"""With fewer chats than this in hand there is nothing to give way to."""


class Pressure:
    """Counted by the dispatcher and the sender of this process; what is done elsewhere does not press here."""

    def __init__(self) -> None:
        self._chats = 0
        self._crowded = False
        self.calm = asyncio.Event()
        """Set while there is nothing to give way to."""
        self.calm.set()

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
        return not self.calm.is_set()

    def _look(self) -> None:
        if self._crowded or self._chats >= CALM:
            self.calm.clear()
        else:
            self.calm.set()
