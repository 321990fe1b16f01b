"""`python -m demo.screenshots`: renews the pictures of README and docs. Needs playwright and a Chromium.

Each picture is the tour at the step where the resident is asked, with the real bot's messages on the phones.
"""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import click
from PIL import Image

from demo.session import Session

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
LAPTOP, PHONE = (1440, 900), (390, 844)
SCALE = 2
SETTLES = 900  # milliseconds until every photo has been drawn
COLOURS = 255
KMEANS = 2  # rounds that bring rare colours, such as faces, back
ASKED = 5
"""How many steps lie before the one that is shown."""

LOCALES = {"zh": "zh-CN", "en": "en-GB"}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@dataclass(frozen=True)
class Shot:
    """One picture: its name, the screen in CSS pixels, light or dark, perhaps with the panel behind the scenes."""

    name: str
    size: tuple[int, int]
    scheme: str = "light"
    behind: bool = False


SHOTS = {
    "zh": (
        Shot("demo", LAPTOP), Shot("demo-dark", LAPTOP, "dark"), Shot("demo-behind", LAPTOP, behind=True),
        Shot("demo-phone", PHONE), Shot("demo-phone-dark", PHONE, "dark"),
    ),
    "en": (
        Shot("demo-en", LAPTOP), Shot("demo-en-dark", LAPTOP, "dark"),
        Shot("demo-en-phone", PHONE), Shot("demo-en-phone-dark", PHONE, "dark"),
    ),
}  # fmt: skip


async def renew(folder: Path) -> None:
    """Take every picture anew."""
    # Only this command needs a browser; the demonstration itself runs without the library.
    from playwright.async_api import async_playwright  # noqa: PLC0415

    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    async with async_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for language, shots in SHOTS.items():
            async with _asked(language) as session:
                for shot in shots:
                    data = await _take(browser, session, language, shot)
                    await asyncio.to_thread(_save, data, folder / f"{shot.name}.png")
                    click.echo(folder / f"{shot.name}.png")
        await browser.close()


@asynccontextmanager
async def _asked(language: str) -> AsyncIterator[Session]:
    """A new neighbourhood where the tour has come to the resident's question."""
    with tempfile.TemporaryDirectory() as folder:
        session = Session(Path(folder), 0, language=language, pace=0.0)
        running = asyncio.ensure_future(session.run())
        await session.ready.wait()
        for _ in range(ASKED):
            await _step(session)
        yield session
        session.stop.set()
        await running


async def _step(session: Session) -> None:
    life = session.host.life if session.host is not None else None
    if life is None:
        raise RuntimeError("the bot has not joined")
    at = life.tour()["at"]
    life.want("next")
    async with asyncio.timeout(30):
        while life.tour()["at"] == at or life.tour()["busy"]:  # noqa: ASYNC110 - the tour has no event of its own
            await asyncio.sleep(0.05)


async def _take(browser: Any, session: Session, language: str, shot: Shot) -> bytes:
    width, height = shot.size
    narrow = shot.size == PHONE
    context = await browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=SCALE, color_scheme=shot.scheme,
        locale=LOCALES[language], reduced_motion="reduce", is_mobile=narrow, has_touch=narrow,
    )  # fmt: skip
    page = await context.new_page()
    await page.goto(f"http://127.0.0.1:{session.port}/")
    await page.wait_for_selector(".tour .go:not([disabled])")
    if shot.behind:
        await page.locator(".bar .r button").first.click()
        await page.wait_for_selector(".behind .lines li")
    await page.wait_for_timeout(SETTLES)
    taken: bytes = await page.screenshot()
    await context.close()
    return taken


def _save(data: bytes, path: Path) -> None:
    """Flat colours need no more than a palette; the file is a third as large."""
    with Image.open(BytesIO(data)) as image:
        flat = image.convert("RGB").quantize(COLOURS, Image.Quantize.MEDIANCUT, KMEANS, dither=Image.Dither.NONE)
        flat.save(path, "PNG", optimize=True)


if __name__ == "__main__":
    asyncio.run(renew(PICTURES))
