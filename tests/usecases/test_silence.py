"""Nobody says a word: reminded after a day, closed after three as unconfirmed, counted from delivery."""

from datetime import timedelta

from storage import chats
from storage.people import by_telegram_id
from tests.usecases.scene import Scene

HOUR = timedelta(hours=1)


def test_silence(scene: Scene) -> None:
    """Reminded at 24 hours, closed at 72, counted from delivery and not from the worker's word."""
    number = scene.reports()
    scene.offline = True
    scene.does("chen", "done", number, "换了")
    scene.passes(10 * HOUR)
    scene.offline = False
    scene.deliver()
    delivered = scene.now
    assert scene.sheet(number).case.delivered_at == delivered
    scene.heard("wang")
    scene.passes(24 * HOUR - timedelta(minutes=1))
    assert scene.heard("wang") == []
    scene.passes(timedelta(minutes=2))
    assert scene.heard("wang") == ["1 号修好了，您看看行不行？"]
    assert scene.messages("wang")[-1].labels == ["解决了", "还没好"]
    scene.passes(48 * HOUR - timedelta(minutes=3))
    assert scene.status(number) == "resolved"
    scene.passes(timedelta(minutes=4))
    case = scene.sheet(number).case
    assert (case.status, case.closed_how) == ("closed", "silence")
    assert scene.heard("wang") == []
    card = scene.card("b3", number, "card.group")
    assert "办完了（未确认）\n陈师傅 5月11日 周一修好\n还不行？点下面重新打开" in card.text
    assert card.labels == ["还没好"]
    scene.does("wang", "reopen", number, "其实没好", chat="b3")
    assert scene.status(number) == "accepted"


def test_a_word_ends_the_silence(scene: Scene) -> None:
    """Reopened and resolved again, the days count anew."""
    number = scene.reports()
    scene.does("chen", "done", number, "换了")
    scene.passes(23 * HOUR)
    scene.does("wang", "reopen", number, "没好")
    scene.heard("wang")
    scene.does("chen", "done", number, "又换了")
    scene.passes(23 * HOUR)
    assert scene.heard("wang") == []
    scene.passes(2 * HOUR)
    assert scene.heard("wang") == ["1 号修好了，您看看行不行？"]
    scene.passes(46 * HOUR)
    assert scene.status(number) == "resolved"
    scene.passes(2 * HOUR)
    assert scene.sheet(number).case.closed_how == "silence"


def test_nobody_can_hear_the_result(scene: Scene) -> None:
    """A private report by somebody who can't be reached: the secretary is asked to pass it on, silence counts."""
    number = scene.reports("wang", chat="private", at="FHC-2-12")
    with scene.unit() as unit:
        person = by_telegram_id(unit, scene.who("wang").telegram_id)
        chats.change(unit, person.chat_id, closed=True)
    scene.heard("zhou")
    worker = scene.keeper(number)
    scene.does(worker, "done", number, "修了")
    (told,) = scene.heard("zhou")
    assert told.startswith("修好了，可是结果送不到报的邻居那里，请您问一声。")
    assert scene.sheet(number).case.delivered_at == scene.now
    scene.passes(73 * HOUR)
    assert scene.sheet(number).case.closed_how == "silence"
