"""The pictures that the bot sends, as it sends them: before and after, digests, passbook, pick-up slip."""

from collections.abc import AsyncIterator

from demo.living import Living
from simulator.pictures import Darkroom, Picture

ASKS = (
    ("digest", "zhou", "/digest yesterday"),
    ("digest-week", "zhou", "/digest week"),
    ("digest-month", "zhou", "/digest month"),
    ("digest-quiet", "zhou", "/digest 2026-03-20"),
    ("passbook", "wang", "/points"),
    ("slip", "wang", "/redeem 1"),
)
"""The name of a picture, and who asks the bot for it how."""


class Keeper(Darkroom):
    """Develops what comes, and keeps the latest as it came: phones only get smaller copies."""

    latest = b""

    def develop(self, data: bytes) -> tuple[Picture, ...]:
        self.latest = data
        return super().develop(data)


async def uploads(living: Living, keeper: Keeper) -> AsyncIterator[tuple[str, bytes]]:
    """The latest picture is the one about which the resident is asked; the others are asked for."""
    street = living.street
    yield "before-after", keeper.latest
    for name, who, words in ASKS:
        street.people[who].sends(street.bot, words)
        await living.quiet()
        yield name, keeper.latest
