"""What keeps coming up, and what many have met, comes before the rest."""

from datetime import timedelta

from tests.usecases.scene import Scene
from usecases.look_up import queue_of

CLUTTER = "楼道堆了旧沙发"


def order(scene: Scene) -> list[int]:
    """李〇晴's cases, as her list has them."""
    return scene.runs("li", "private", lambda unit, actor, _: [one.id for one in queue_of(unit, actor.person)])


def test_the_third_time_in_sixty_days_is_marked(scene: Scene) -> None:
    """For the worker, at that building and of that kind; a report taken back does not count."""
    first = scene.reports(text=CLUTTER)
    scene.passes(timedelta(days=10))
    gone = scene.reports(text=CLUTTER)
    scene.does("wang", "withdraw", gone)
    scene.reports(text=CLUTTER)
    scene.reports(text="楼道灯不亮")
    assert "次了" not in scene.card("li", first).text
    scene.passes(timedelta(days=45))
    third = scene.reports(text=CLUTTER)
    assert "60 天里这是第 3 次了" in scene.card("li", third).text
    assert "次了" not in scene.card_text("b3", third)
    scene.passes(timedelta(days=60))
    assert "次了" not in scene.card("li", scene.reports(text=CLUTTER)).text


def test_a_correction_counts_anew(scene: Scene) -> None:
    """Moved or renamed, a case stands among others."""
    for _ in range(2):
        scene.reports()
    number = scene.reports(text="楼道灯不亮")
    scene.does("wang", "recat", number, "sanitation.bin_damaged")
    assert scene.sheet(number).times == 3
    scene.does("wang", "place", number)
    five = scene.messages("wang")[-1].presses[1].partition(":")[2]
    scene.does("wang", "place", number, five)
    assert scene.sheet(number).times == 0


def test_what_several_have_met_comes_first(scene: Scene) -> None:
    """Before what is due earlier, after hazards; the list says how many."""
    first = scene.reports(text=CLUTTER)
    second = scene.reports(text="过道里堆满纸箱")
    scene.does("zhang", "same", second, chat="b3")
    assert order(scene) == [first, second]
    scene.does("zhao", "same", second, chat="b3")
    assert order(scene) == [second, first]
