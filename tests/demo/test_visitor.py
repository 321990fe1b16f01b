"""What a visitor does on the phones, with the real bot answering."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from demo.photos import sample
from tests.demo.conftest import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_report_of_ones_own_from_photo_to_confirmed(visit: Visit) -> None:
    """Photo, card, accepted, done with another photo, before and after, confirmed: all by hand."""
    visitor = await visit()
    wang, chen = visitor.phone("王阿姨"), visitor.phone("陈师傅")
    await wang.sends_samples("stairwell_dark", text="3栋楼道灯不亮，黑漆漆的")
    await wang.sees("1042 号，已派给")
    await chen.presses("接单", under="1042 号，等您接单")
    await wang.sees("1042 号，正在办")
    await chen.presses("办好了", under="1042 号，您在办")
    await chen.sees("发一张修好的照片给我")
    await chen.sends_samples("stairwell_lit")
    await wang.presses("解决了", under="报的邻居，您看好了吗")
    await wang.sees("1042 号，办完了")
    await visitor.sees(".toast", "确认了")


async def test_a_photo_of_ones_own(visit: Visit, tmp_path: Path) -> None:
    """A file from the visitor's disk, with its place in the picture's data taken out on the way."""
    out = tmp_path / "mine.png"
    Image.open(BytesIO(sample("pipe_leaking"))).save(out)
    visitor = await visit()
    wang = visitor.phone("王阿姨")
    await wang.sends_file(out, "3栋地下室水管漏水")
    await wang.sees("1042 号，已派给")


async def test_an_album_is_one_message_and_one_report(visit: Visit) -> None:
    """Three photos at once: one wall of pictures, one card; they open in full size, one after another."""
    visitor = await visit()
    wang = visitor.phone("王阿姨")
    await wang.sends_samples("ebikes_blocking", "corridor_cluttered", "lamp_broken", text="3栋门口电动车堵住了通道")
    wall = wang.here.locator(".wall")
    await wall.wait_for()
    assert await wall.locator(".ph").count() == 3
    await wang.sees("1042 号，已派给")
    await wall.locator(".ph").nth(1).click()
    viewer = visitor.page.locator("dialog.viewer[open]")
    assert await viewer.locator(".count").inner_text() == "2/3"
    await visitor.page.keyboard.press("ArrowRight")
    assert await viewer.locator(".count").inner_text() == "3/3"
    await visitor.page.keyboard.press("Escape")
    await viewer.wait_for(state="hidden")


async def test_reply_edit_react_delete(visit: Visit) -> None:
    """What people do with messages shows on every phone."""
    visitor = await visit()
    wang, zhang = visitor.phone("王阿姨"), visitor.phone("张叔")
    await wang.says("谁家的快递放在门口")
    await (await zhang.opens_menu("谁家的快递")).get_by_role("menuitem", name="回复").click()
    await zhang.says("是我的，马上拿")
    await (await wang.sees("是我的")).locator(".qt", has_text="谁家的快递").wait_for()
    await (await zhang.opens_menu("是我的，马上拿")).get_by_role("menuitem", name="修改").click()
    await zhang.says("是我的，晚点拿")
    await wang.sees("晚点拿")
    await (await wang.opens_menu("晚点拿")).get_by_text("👍").click()
    await (await zhang.sees("晚点拿")).locator(".re", has_text="👍").wait_for()
    await (await zhang.opens_menu("晚点拿")).get_by_role("menuitem", name="删掉").click()
    await wang.message("晚点拿").wait_for(state="detached")


async def test_typing_and_unread_show_elsewhere(visit: Visit) -> None:
    """Others see who is typing; a phone nobody looks at counts what came, until somebody does."""
    visitor = await visit()
    wang, zhang = visitor.phone("王阿姨"), visitor.phone("张叔")
    await wang.here.locator("textarea").press_sequentially("早")
    await zhang.here.locator(".hd .sub", has_text="王阿姨正在输入").wait_for()
    await wang.says("早，大家好")
    await zhang.here.locator(".who .badge", has_text="1").wait_for()
    await zhang.here.locator("textarea").click()
    await zhang.here.locator(".who .badge").wait_for(state="detached")


async def test_the_keyboard_reaches_everything(visit: Visit) -> None:
    """Alt and a number goes to a phone; arrows walk through its messages, Enter opens what can be done."""
    visitor = await visit()
    await visitor.page.keyboard.press("Alt+2")
    await visitor.page.keyboard.type("从键盘来的")
    await visitor.page.keyboard.press("Enter")
    zhang = visitor.phone("张叔")
    await zhang.sees("从键盘来的")
    await zhang.here.locator(".log").focus()
    await visitor.page.keyboard.press("ArrowUp")
    await visitor.page.keyboard.press("Enter")
    await visitor.page.locator(".menu [role=menuitem]", has_text="修改").wait_for()
    await visitor.page.keyboard.press("Escape")
    assert await visitor.page.evaluate("document.activeElement.innerText.includes('从键盘来的')")


async def test_a_report_by_keyboard_alone(visit: Visit) -> None:
    """Camera, photo, send; the card's button; the picture in full size: no hand leaves the keys."""
    visitor = await visit()
    page, press = visitor.page, visitor.page.keyboard.press
    await press("Alt+1")
    await press("Shift+Tab")
    await press("Enter")
    await visitor.phone("王阿姨").here.locator(".sample:focus").wait_for()
    await press("Enter")
    await visitor.phone("王阿姨").here.locator(".sd:focus").wait_for()
    await press("Enter")
    chen = visitor.phone("陈师傅")
    await chen.sees("1042 号，等您接单")
    await press("Alt+3")
    await chen.here.locator(".log").focus()
    await press("ArrowUp")
    await press("Enter")
    await press("ArrowDown")
    for _ in range(12):
        if await page.evaluate("document.activeElement.innerText") == "看大图":
            break
        await press("ArrowDown")
    await press("Enter")
    await page.locator("dialog.viewer[open]").wait_for()
    await press("Escape")
    await page.locator("dialog.viewer[open]").wait_for(state="hidden")
    await chen.here.locator(".log").focus()
    await press("ArrowUp")
    await press("Tab")
    for _ in range(12):
        if await page.evaluate("document.activeElement.innerText") == "接单":
            break
        await press("Tab")
    await press("Enter")
    await chen.sees("1042 号，您在办")


PLAYED = frozenset({"button", "textbox", "link", "tab", "menuitem", "image", "dialog", "log", "region", "navigation"})


async def test_whoever_listens_hears_what_everything_is(visit: Visit) -> None:
    """In the tree that screen readers read, everything to press, to write in or to go to has a name."""
    visitor = await visit()
    await visitor.next_step()
    await visitor.page.get_by_role("button", name="幕后").click()
    await visitor.page.wait_for_selector(".behind .lines li")
    await visitor.phone("王阿姨").here.locator(".cam").click()
    await visitor.phone("李〇晴").here.locator(".back").click()
    await visitor.opens_menu_of_latest("张叔")
    browser = await visitor.page.context.new_cdp_session(visitor.page)
    nodes = (await browser.send("Accessibility.getFullAXTree"))["nodes"]
    seen = [one for one in nodes if not one["ignored"] and one["role"]["value"] in PLAYED]
    assert len(seen) > 60
    assert [one for one in seen if not one.get("name", {}).get("value")] == []


async def test_commands_are_offered(visit: Visit) -> None:
    """A slash brings up what the bot understands."""
    visitor = await visit()
    li = visitor.phone("李〇晴")
    await li.here.locator("textarea").press_sequentially("/q")
    await li.here.locator(".hints button", has_text="/queue").click()
    await li.sees("您手上 1 件")


async def test_behind_the_scenes(visit: Visit) -> None:
    """The side panel tells the case's history and the messages owed, as they happen."""
    visitor = await visit()
    await visitor.page.get_by_role("button", name="幕后").click()
    await visitor.page.locator(".behind .cases button", has_text="1041 号").wait_for()
    await visitor.next_step()
    await visitor.sees(".behind .head", "门口垃圾桶坏了")
    await visitor.sees(".behind .lines", "派给 陈师傅")
    await visitor.sees(".behind .owed .sent", "陈师傅")
    await visitor.page.get_by_role("button", name="过一小时").click()
    await visitor.sees(".behind .now", "10:1")
