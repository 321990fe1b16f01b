"""Pictures of the page, taken with a browser."""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from demo.session import Session

LAPTOP, PHONE = (1440, 900), (390, 844)
SETTLES = 900  # milliseconds until every photo has been drawn
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
NAMES = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Shot:
    """One picture: its name, the screen in CSS pixels, how many real pixels one of them is, light or dark."""

    name: str
    size: tuple[int, int]
    scale: float
    scheme: str = "light"


SHOTS = (
    Shot("demo", LAPTOP, 1.5),
    Shot("demo-dark", LAPTOP, 1.5, "dark"),
    Shot("demo-phone", PHONE, 2),
)

# The secretary's phone is drawn back a little, so that the digest is seen from its first sentence.
FROM_THE_TOP = "document.querySelector('section.pn:last-child .log').scrollTop = -78"

Shots = Callable[[Session, str], AsyncIterator[tuple[str, bytes]]]


@asynccontextmanager
async def browsing() -> AsyncIterator[Shots]:
    """A browser that takes every picture of a session, in a language: pairs of a name and a PNG."""
    # Only these pictures need a browser; the demonstration itself runs without the library.
    from playwright.async_api import async_playwright  # noqa: PLC0415

    async with async_playwright() as playwright:
        chromium = next((found for name in NAMES if (found := shutil.which(name))), None)
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)

        async def shots(session: Session, language: str) -> AsyncIterator[tuple[str, bytes]]:
            for shot in SHOTS:
                yield shot.name, await _take(browser, session, language, shot)

        yield shots
        await browser.close()


async def _take(browser: Any, session: Session, language: str, shot: Shot) -> bytes:
    width, height = shot.size
    narrow = shot.size == PHONE
    context = await browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=shot.scale, color_scheme=shot.scheme,
        locale=LOCALES[language], reduced_motion="reduce", is_mobile=narrow, has_touch=narrow,
    )  # fmt: skip
    page = await context.new_page()
    await page.goto(f"http://127.0.0.1:{session.port}/")
    await page.wait_for_selector(".tour .go:not([disabled])")
    await page.wait_for_timeout(SETTLES)
    await page.evaluate(FROM_THE_TOP)
    taken: bytes = await page.screenshot()
    await context.close()
    return taken
