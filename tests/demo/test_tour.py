"""The guided tour in a real browser."""

import asyncio

import pytest

from tests.demo.conftest import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")
STEPS = ["拍照", "立案", "接单", "也遇到", "修好", "核查", "打分", "您来"]


async def test_the_tour_tells_the_story_to_its_end(visit: Visit) -> None:
    """Photo, card, accepted, joined, done, before and after, confirmed, rated; then it is the visitor's turn."""
    visitor = await visit()
    seen = [await visitor.step()]
    for _ in STEPS[1:]:
        await visitor.next_step()
        seen.append(await visitor.step())
    assert seen == STEPS
    await visitor.phone("王阿姨").sees("1042 号，办完了")
    await visitor.phone("张叔").sees("确认了，谢谢您，也谢谢陈师傅")
    await visitor.phone("陈师傅").sees("1042 号居民说好了")
    await visitor.sees(".tour.ended .go", "下一段：邻居也报了")


async def test_it_plays_by_itself(visit: Visit) -> None:
    """One press, and the whole story passes by."""
    visitor = await visit()
    await visitor.page.locator(".tour .auto").click()
    await visitor.page.wait_for_selector(".stp .c:nth-child(8)", state="attached")
    await visitor.phone("王阿姨").sees("1042 号，办完了")


async def test_keys_step_and_look_back(visit: Visit) -> None:
    """Arrows go on and look back; looking back changes nothing."""
    visitor = await visit()
    await visitor.page.keyboard.press("ArrowRight")
    await visitor.page.wait_for_selector(".tour:not(.busy) .stp li.c:nth-child(2)", state="attached")
    await visitor.page.keyboard.press("ArrowLeft")
    assert await visitor.page.locator(".stp .v em").inner_text() == "拍照"
    assert await visitor.step() == "立案"
    await visitor.page.keyboard.press("ArrowRight")
    assert await visitor.page.locator(".stp .v em").inner_text() == "立案"


async def test_the_visitor_may_do_a_step_instead(visit: Visit) -> None:
    """Pressing the ringed button oneself moves the tour on as well."""
    visitor = await visit()
    await visitor.next_step()
    await visitor.next_step()
    assert await visitor.step() == "接单"
    chen = visitor.phone("陈师傅")
    assert await chen.here.get_attribute("class") == "pn on active"
    await chen.here.locator(".bt .hot", has_text="接单").click()
    await visitor.page.wait_for_selector(".stp .c:nth-child(4)", state="attached")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_narrow_screens_show_one_phone_at_a_time(visit: Visit, scheme: str) -> None:
    """On a phone: tabs, one person, the tour as a sheet below; the tour changes the person by itself."""
    visitor = await visit(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, color_scheme=scheme)
    page = visitor.page
    assert await page.locator("section.pn:visible").count() == 1
    await visitor.next_step()
    await visitor.next_step()
    chosen = page.locator('[role="tab"][aria-selected="true"]').first
    async with asyncio.timeout(20):
        while await chosen.inner_text() != "陈\n陈师傅":  # and what has come there is marked as seen
            await asyncio.sleep(0.05)
    sheet, phone = await page.locator(".tour").bounding_box(), await page.locator("section.pn:visible").bounding_box()
    assert sheet["y"] >= phone["y"] + phone["height"] - 1
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width == 390
    small = [
        box for button in await page.locator(".tour button, .bt button:visible, .tabs button").all()
        if (box := await button.bounding_box()) and box["height"] < 40
    ]  # fmt: skip
    assert small == []
    background = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == ("rgb(19, 25, 24)" if scheme == "dark" else "rgb(245, 246, 241)")


async def test_english_is_complete(visit: Visit) -> None:
    """An English browser gets an English page and a bot that speaks English."""
    visitor = await visit(locale="en-GB")
    await visitor.sees(".say", "Something broken?")
    await visitor.page.locator(".curtain").wait_for(state="hidden")
    wang = visitor.phone("Auntie Wang")
    assert await wang.message("Hello, I'm Gridbee").count(), "until the phones speak English the curtain stays"
    await visitor.next_step()
    await wang.sees("No. 1042, assigned")
    text = await visitor.page.locator("body").inner_text()
    left = {char for char in text if "\u4e00" <= char <= "\u9fff"} - set("中文栋厨余垃圾其他")
    assert left == set()
