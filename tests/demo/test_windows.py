"""Reloading, two windows, a neighbourhood that is set up again."""

import pytest

from tests.demo.conftest import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_reload_in_the_middle_keeps_everything(visit: Visit) -> None:
    """The step, the open chats, what was written and not sent."""
    visitor = await visit()
    await visitor.next_step()
    await visitor.next_step()
    li = visitor.phone("李〇晴")
    await li.opens_chat("蜂巢驿站")
    await visitor.phone("张叔").here.locator("textarea").press_sequentially("还没写完")
    await visitor.page.reload()
    await visitor.page.wait_for_selector(".tour .go:not([disabled])")
    assert await visitor.step() == "接单"
    await visitor.phone("王阿姨").sees("1042 号，已派给")
    assert await li.here.locator(".hd h3").inner_text() == "蜂巢驿站"
    assert await visitor.phone("张叔").here.locator("textarea").input_value() == "还没写完"
    await visitor.next_step()
    await visitor.phone("王阿姨").sees("1042 号，正在办")


async def test_two_windows_show_the_same(visit: Visit) -> None:
    """What is said in one is heard in the other, and both stand at the same step."""
    one, other = await visit(), await visit()
    await one.phone("王阿姨").says("今天谁去买菜")
    await other.phone("张叔").sees("今天谁去买菜")
    await other.next_step()
    await one.page.wait_for_selector(".stp .c:nth-child(2)", state="attached")
    await one.phone("陈师傅").sees("1042 号，等您接单")


async def test_many_windows_of_one_browser(visit: Visit) -> None:
    """Tabs left over from yesterday keep nobody out."""
    visitor = await visit()
    others = [await visitor.page.context.new_page() for _ in range(4)]
    for page in others:
        await page.goto(visitor.page.url)
        await page.wait_for_selector(".tour .go:not([disabled])")
    await visitor.phone("王阿姨").says("今天谁去买菜")
    for page in others:
        await page.locator("article", has_text="今天谁去买菜").first.wait_for()


async def test_from_the_start(visit: Visit) -> None:
    """Everything is forgotten, the page comes back by itself."""
    visitor = await visit()
    await visitor.next_step()
    visitor.page.on("dialog", lambda dialog: dialog.accept())
    await visitor.page.get_by_role("button", name="从头再来").click()
    await visitor.page.wait_for_selector(".stp .c:nth-child(1)", state="attached")
    await visitor.phone("王阿姨").message("1042 号").wait_for(state="detached")
    await visitor.page.wait_for_selector(".tour .go:not([disabled])")
    await visitor.next_step()
    await visitor.phone("王阿姨").sees("1042 号，已派给")
