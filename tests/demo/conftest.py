"""The demonstration itself, and a browser to visit it with. Without a Chromium the tests say so and are left out."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from demo.session import Session
from tests.demo.visitor import Visitor

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for name in NAMES if (found := shutil.which(name))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
LAPTOP = {"width": 1440, "height": 900}


@asynccontextmanager
async def running_session(folder: Path, **more: Any) -> AsyncIterator[Session]:
    """The demonstration on a free port, without the tour's pauses, until the block ends."""
    session = Session(folder, 0, pace=0.0, **more)
    task = asyncio.ensure_future(session.run())
    ready = asyncio.ensure_future(session.ready.wait())
    await asyncio.wait({task, ready}, timeout=60, return_when=asyncio.FIRST_COMPLETED)
    if not ready.done():
        ready.cancel()
        task.cancel()
        await task
    try:
        yield session
    finally:
        session.stop.set()
        await task


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def moved_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state of a neighbourhood that nobody has touched: moving in takes longer than opening it again."""
    folder = tmp_path_factory.mktemp("neighbourhood")
    async with running_session(folder):
        pass
    return folder


@pytest_asyncio.fixture(loop_scope="session")
async def session(moved_in: Path, tmp_path: Path) -> AsyncIterator[Session]:
    """The neighbourhood on its first morning, with the real bot in it."""
    shutil.copytree(moved_in, tmp_path, dirs_exist_ok=True)
    async with running_session(tmp_path) as session:
        yield session


Visit = Callable[..., Awaitable[Visitor]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Any]:
    """One browser for all tests; every visitor comes with a profile of their own."""
    api = pytest.importorskip("playwright.async_api", reason="playwright is not installed (pip install playwright)")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    async with api.async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Any, session: Session) -> AsyncIterator[Visit]:
    """`await visit(…)` opens a window; what went wrong in any window fails the test at its end."""
    visitors: list[Visitor] = []

    async def opened(**wishes: Any) -> Visitor:
        context = await browser.new_context(**({"viewport": LAPTOP, "locale": "zh-CN"} | wishes))
        visitor = Visitor(await context.new_page(), session)
        visitors.append(visitor)
        await visitor.comes()
        return visitor

    yield opened
    complaints = [line for visitor in visitors for line in visitor.complaints]
    for visitor in visitors:
        await visitor.page.context.close()
    assert complaints == []
