"""Every verb by its words, in Chinese and in English, with and without a slash; and each on some card's button."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from domain.press import Press, Verb
from handlers.typed import TypedActs
from tests.usecases.scene import Scene
from views.catalog import LANGUAGES, Catalogs

Prepared = Callable[[Scene, int], None]


def _filed(_: Scene, __: int) -> None:
    """Just as it was routed."""


def _accepted(scene: Scene, number: int) -> None:
    scene.does("chen", "accept", number)


def _outside(scene: Scene, number: int) -> None:
    scene.does("chen", "external", number, "自来水公司 5月13日")


def _resolved(scene: Scene, number: int) -> None:
    scene.passes(timedelta(seconds=1))
    scene.does("chen", "done", number, "换了")


def _closed(scene: Scene, number: int) -> None:
    _resolved(scene, number)
    scene.does("wang", "confirm", number, chat="b3")


def _refused(scene: Scene, number: int) -> None:
    scene.does("chen", "refuse", number, "不归我们")


def _two(scene: Scene, _: int) -> None:
    scene.reports("zhao", "垃圾桶盖子掉了")


def _merged(scene: Scene, number: int) -> None:
    _two(scene, number)
    scene.does("chen", "merge", number, "2")


VERBS: dict[Verb, tuple[str, str, Prepared, str, str]] = {
    Verb.ACCEPT: ("chen", "private", _filed, "", "accepted"),
    Verb.PASS: ("chen", "private", _filed, "李〇晴", "passed"),
    Verb.REFUSE: ("chen", "private", _filed, "不归我们", "refused"),
    Verb.ASK: ("chen", "private", _filed, "哪一个？", "asked"),
    Verb.EXTERNAL: ("chen", "private", _filed, "gas company, 2 days", "handed_out"),
    Verb.BEYOND: ("chen", "private", _accepted, "", "climbed"),
    Verb.DONE: ("chen", "private", _accepted, "换了新的", "resolved"),
    Verb.CONFIRM: ("wang", "b3", _resolved, "", "confirmed"),
    Verb.REOPEN: ("wang", "b3", _resolved, "盖子没换", "reopened"),
    Verb.RATE: ("wang", "b3", _closed, "5", "rated"),
    Verb.SAME: ("zhao", "b3", _filed, "", "joined"),
    Verb.WITHDRAW: ("wang", "b3", _filed, "", "withdrawn"),
    Verb.RECAT: ("wang", "private", _filed, "飞线充电", "routed"),
    Verb.ASSIGN: ("zhou", "private", _filed, "吴师傅", "assigned"),
    Verb.EXTEND: ("zhou", "private", _accepted, "5月20日", "extended"),
    Verb.LEAD: ("zhou", "private", _filed, "", "accepted"),
    Verb.MERGE: ("zhou", "private", _two, "2", "merged"),
    Verb.SPLIT: ("zhou", "private", _merged, "", "split"),
    Verb.OVERRULE: ("zhou", "private", _refused, "", "overruled"),
    Verb.APPEAL: ("wang", "private", _refused, "", "appealed"),
    Verb.NUDGE: ("zhou", "private", _accepted, "", "nudged"),
    Verb.BACK: ("chen", "private", _outside, "", "back"),
    Verb.UNDO: ("chen", "private", _resolved, "", "undone"),
    Verb.PLACE: ("wang", "private", _filed, "5栋", "moved"),
}
"""Who does it where, to a case in which state, with which words, and the line of history that tells of it."""


def _typed(verb: Verb, language: str) -> list[str]:
    return [word.strip() for word in Catalogs()(language).plain(f"typed.{verb}").split("/")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verb", VERBS)
def test_typed(scene: Scene, verb: Verb, language: str) -> None:
    """The words of either language do what the button does."""
    who, chat, prepare, words, kind = VERBS[verb]
    number = scene.reports()
    prepare(scene, number)
    typed = TypedActs(Catalogs())
    for word in _typed(verb, language):
        for text in (
            f"{word} {number} {words}", f"/{word} {number}，{words}", f"{word}{number}号 {words}",
            f"{word.upper()} #{number} {words}",
        ):  # fmt: skip
            assert typed.read(text.strip()) == Press(verb, number, words)
        assert typed.bare(word) is verb
    press = typed.read(f"{_typed(verb, language)[0]} {number} {words}")
    assert press is not None
    scene.does(who, press.verb, press.number, press.argument, chat=chat)
    assert kind in scene.kinds(number)[-2:]


@pytest.mark.parametrize("text", [
    "接单", "你好", "接单 十二", "done", "3栋的灯坏了 12", "接单12栋的灯", "好了3号下去拿", "done 12x",
    "接单 " + "9" * 40,
])  # fmt: skip
def test_what_is_no_act(text: str) -> None:
    """Chatter is not taken for an act on a case."""
    assert TypedActs(Catalogs()).read(text) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_on_a_button_can_be_typed(language: str) -> None:
    """With the number behind it; so can the verb that the button carries."""
    words, typed = Catalogs()(language), TypedActs(Catalogs())
    for verb in Verb:
        if words.has(f"typed.{verb}"):
            label = words.plain(f"button.{verb}") if words.has(f"button.{verb}") else verb.value
            assert {typed.read(f"{one} 12") for one in (label, f"/{verb}")} == {Press(verb, 12, "")}


def test_every_verb_has_a_button(scene: Scene) -> None:
    """On the cards of a case's life, of those who may press them."""
    seen: set[str] = set()

    def look(*keys: str) -> None:
        for key in (*keys, "b3"):
            seen.update(press.partition(":")[0] for one in scene.messages(key) for press in one.presses)

    number = scene.reports("wang")
    private = scene.reports("wang", "楼道灯不亮", chat="private")
    look("chen", "wang", "wu")
    scene.does("chen", "accept", number)
    scene.does("chen", "beyond", number)
    scene.does("chen", "external", number, "自来水公司 5月13日")
    look("chen", "zhou")
    scene.does("chen", "back", number)
    look("chen", "zhou")
    scene.does("chen", "done", number, "换了")
    look("chen")
    scene.does("wang", "confirm", number, chat="b3")
    look("wang")
    worker = scene.keeper(private)
    scene.does(worker, "refuse", private, "不归我们")
    look("wang")
    scene.does("wang", "appeal", private)
    look("zhou")
    scene.does("zhou", "overrule", private)
    third = scene.reports("zhao", "垃圾桶盖子掉了")
    scene.does("zhou", "lead", third)
    scene.does("zhou", "merge", third, str(private))
    look("zhou", "chen", "wu")
    scene.does("wang", "recat", private)
    look("wang")
    assert set(VERBS) - seen == set()
