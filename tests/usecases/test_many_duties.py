"""Many duties at once become one list, every list is a new message, and who leaves is named on no card."""

from tests.usecases.scene import Scene
from usecases.own_data import delete_me
from usecases.take_leave import take_leave


def test_somebody_who_takes_over_many_cases_reads_one_list(scene: Scene) -> None:
    """A colleague goes on leave with eight cases in hand: the other gets a list, not eight cards."""
    scene.runs("wu", "private", take_leave, "9天")
    for _ in range(8):
        scene.reports(text="门口垃圾桶坏了，第几回了")
    scene.runs("wu", "private", take_leave, "back")
    scene.heard("wu")
    scene.runs("chen", "private", take_leave, "9天")
    lists = [one for one in scene.heard("wu") if "8" in one.partition("\n")[0]]
    assert len(lists) == 1


def test_the_second_list_is_a_new_message(scene: Scene) -> None:
    """An edit notifies nobody; a new responsibility must."""
    scene.runs("wu", "private", take_leave, "9天")
    for _ in range(2):
        scene.offline = True
        for _ in range(7):
            scene.reports()
        scene.offline = False
        scene.heard("chen")
        scene.deliver()
        assert len(scene.heard("chen")) >= 1


def test_cards_forget_who_left(scene: Scene) -> None:
    """After /delete_me a card in the group, and the worker's, hold neither the reporter's words nor their name."""
    number = scene.reports(text="王阿姨家门口垃圾桶坏了")
    assert "王阿姨" in scene.card("chen", number).text
    scene.runs("wang", "private", delete_me, "yes")
    assert "王阿姨" not in scene.card("chen", number).text
    assert "王阿姨" not in scene.card("b3", number).text
