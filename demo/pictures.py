"""`python -m demo.pictures`: renews the pictures of README and docs. Needs playwright, a Chromium, fonts with emoji.

They are of one moment in the tour: the resident is asked, with the real bot's messages on the phones. Chinese ones
have plain names, English ones end in `-en`.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path

import click
from PIL import Image

from bot import logs
from demo.living import Living
from demo.screenshots import browsing
from demo.session import Session
from demo.uploads import Keeper, uploads

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
COLOURS = 255
KMEANS = 2  # rounds that bring rare colours, such as faces, back
DAYS = 75
"""So that the month before the last one is not empty."""

ASKED = 5
"""How many steps lie before the moment."""


async def renew(folder: Path) -> None:
    """Make every picture anew."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    async with browsing() as shots:
        for language in ("zh", "en"):
            keeper = Keeper()
            async with asked(language, keeper) as (session, living):
                for making in (shots(session, language), uploads(living, keeper)):
                    async for name, data in making:
                        path = folder / (f"{name}.png" if language == "zh" else f"{name}-{language}.png")
                        await asyncio.to_thread(_save, data, path)
                        click.echo(f"{path.name} {path.stat().st_size // 1000} kB")


@asynccontextmanager
async def asked(language: str, keeper: Keeper) -> AsyncIterator[tuple[Session, Living]]:
    """A new neighbourhood where the tour has come to the resident's question."""
    with tempfile.TemporaryDirectory() as folder:
        session = Session(Path(folder), 0, language=language, pace=0.0, days=DAYS)
        running = asyncio.ensure_future(session.run())
        await session.ready.wait()
        living = session.host.life if session.host is not None else None
        if not isinstance(living, Living):
            raise TypeError("the bot has not joined")
        living.street.world.darkroom = keeper
        for _ in range(ASKED):
            await living.step()
        yield session, living
        session.stop.set()
        await running


def _save(data: bytes, path: Path) -> None:
    """Flat colours need no more than a palette; the file is a third as large."""
    with Image.open(BytesIO(data)) as image:
        flat = image.convert("RGB").quantize(COLOURS, Image.Quantize.MEDIANCUT, KMEANS, dither=Image.Dither.NONE)
        flat.save(path, "PNG", optimize=True)


if __name__ == "__main__":
    logs.set_up("ERROR")
    asyncio.run(renew(FOLDER))
