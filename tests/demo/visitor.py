"""A visitor at the page: looks at phones, writes, presses, takes the tour."""

from pathlib import Path
from typing import Any

from demo.session import Session

PATIENCE = 60_000
"""Milliseconds: what comes, comes soon, but on a busy machine nobody knows when."""


class Visitor:
    """One browser window. `complaints` are errors of the page's console."""

    def __init__(self, page: Any, session: Session) -> None:
        self.page = page
        self.session = session
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)
        page.set_default_timeout(PATIENCE)

    async def comes(self) -> None:
        """Open the page and wait until the tour can be taken."""
        await self.page.goto(f"http://127.0.0.1:{self.session.port}/")
        await self.page.wait_for_selector("html[data-ready]")
        await self.page.wait_for_selector(".tour .go:not([disabled])")

    def phone(self, name: str) -> "Phone":
        """Somebody's phone by the name over it."""
        return Phone(self, self.page.locator(f'section.pn:has(h2:text-is("{name}"))'))

    async def next_step(self) -> None:
        """Press on, and wait until the tour stands at the next step."""
        done = await self.page.locator(".stp .p").count()
        await self.page.locator(".tour .go").click()
        await self.page.wait_for_selector(f".tour:not(.busy) .stp li.p:nth-child({done + 1})", state="attached")

    async def opens_menu_of_latest(self, name: str) -> None:
        """What can be done with the latest message on somebody's phone."""
        message = self.phone(name).here.locator("article").last
        await message.hover()
        await message.locator(".dots").click()

    async def step(self) -> str:
        """The name of the step the tour stands at."""
        return str(await self.page.locator(".stp .c em").inner_text())

    async def sees(self, selector: str, text: str) -> None:
        """Wait until an element shows a text."""
        await self.page.locator(selector, has_text=text).first.wait_for()


class Phone:
    """A phone on the page."""

    def __init__(self, visitor: Visitor, here: Any) -> None:
        self.visitor = visitor
        self.here = here

    def message(self, text: str) -> Any:
        """The latest message with a text."""
        return self.here.locator("article", has_text=text).last

    async def sees(self, text: str) -> Any:
        """Wait for a message with a text."""
        found = self.message(text)
        await found.wait_for(state="attached")
        return found

    async def says(self, text: str) -> None:
        """Write and send with Enter."""
        await self.here.locator("textarea").fill(text)
        await self.here.locator("textarea").press("Enter")

    async def sends_samples(self, *names: str, text: str | None = None) -> None:
        """Choose ready-made photos from the tray, perhaps write something else beneath, send."""
        await self.here.locator(".cam").click()
        for name in names:
            await self.here.locator(f'[data-sample="{name}"]').click()
        await self.here.locator(f".thumb >> nth={len(names) - 1}").wait_for()
        if text is not None:
            await self.here.locator("textarea").fill(text)
        await self.here.locator(".sd").click()

    async def sends_file(self, path: Path, text: str) -> None:
        """Choose a photo of one's own."""
        await self.here.locator(".cam").click()
        await self.here.locator('input[type="file"]').set_input_files(path)
        await self.here.locator(".thumb").wait_for()
        await self.here.locator("textarea").fill(text)
        await self.here.locator(".sd").click()

    async def presses(self, label: str, under: str) -> None:
        """Press a button under the latest message with a text."""
        message = await self.sees(under)
        await message.locator(".bt button", has_text=label).first.click()

    async def opens_menu(self, text: str) -> Any:
        """What can be done with a message."""
        message = await self.sees(text)
        await message.hover()
        await message.locator(".dots").click()
        return self.visitor.page.locator(".menu")

    async def opens_chat(self, title: str) -> None:
        """Go back to the list of chats and open another."""
        await self.here.locator(".back").click()
        await self.here.locator(".cl button", has_text=title).click()
