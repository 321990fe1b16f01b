"""What a sentence does with its words: denies, fears, asks, gives thanks, reports as done, gives notice."""

from dataclasses import dataclass

from domain.classify import sign_words as say
from domain.classify.clauses import Clauses


def is_denied(clauses: Clauses, start: int) -> bool:
    """Whether the word at `start` is said not to be so (没坏, 不是漏气)."""
    if not clauses.text[start - 1 : start].endswith(say.DENIAL_ENDS):  # cheap, and nearly always the answer
        return False
    before = clauses.text[max(clauses.start_of(start), start - 12) : start]
    return bool(say.DENIED.search(before)) and not say.ASKED.search(before)


def worries(clauses: Clauses) -> bool:
    """Whether anything in the text may be feared at all: spares asking `is_feared` for each word."""
    return bool(say.WORRY.search(clauses.text))


def is_feared(clauses: Clauses, start: int, end: int) -> bool:
    """Whether the word is feared or warned of rather than seen (万一着火, 容易引起火灾, 爆炸怎么办)."""
    before = clauses.text[clauses.start_of(start) : start]
    after = clauses.text[end : clauses.end_of(end - 1)]
    return bool(say.FEARED.search(before) or say.FEARED_AFTER.search(after)) and not say.SEEN.search(before)


def is_now(thought: str) -> bool:
    """Whether a danger in this is there now: not denied, and not one of long ago."""
    return not say.NOT_NOW.search(thought)


def tells_where(clauses: Clauses) -> bool:
    """Whether any word may only say where something is: spares asking `is_beside` for each."""
    return bool(say.BESIDE.search(clauses.text))


def is_beside(clauses: Clauses, end: int) -> bool:
    """Whether the word that ends at `end` only says where something is."""
    return bool(say.BESIDE.match(clauses.text, end))


def past_beside(clauses: Clauses, end: int) -> int:
    """Where 旁边 ends after the word that ends at `end`; 0 without it, and for 前面, where things are in the way."""
    found = say.NEXT_TO.match(clauses.text, end)
    return found.end() if found else 0


def scenes(clauses: Clauses) -> tuple[tuple[int, int], ...]:
    """The places that are named only for the people there and what they do (单元门口有人打架)."""
    if say.SCENE_NEEDS.isdisjoint(clauses.text):
        return ()
    return tuple(found.span() for found in say.SCENE.finditer(clauses.text))


@dataclass(frozen=True)
class Signs:
    """The signs of a whole caption; `request` counts words of asking and complaining.

    `unmeant`: it thanks in advance or in irony. `relapse`: what was done did not last.
    """

    thanks: bool
    notice: bool
    request: int
    wonder: bool
    question: bool
    elsewhere: bool
    fine: bool
    done: bool
    unmeant: bool
    relapse: bool
    figurative: bool

    @property
    def reassuring(self) -> bool:
        """Whether anything says that nobody needs to come."""
        return self.thanks or self.notice or self.wonder or self.elsewhere or self.fine or self.done or self.figurative


def signs_of(clauses: Clauses) -> Signs:
    """What the little words of a text say."""
    text = clauses.text
    ironic = bool(say.IRONIC.search(text))
    relapse = bool(say.RELAPSE.search(text))
    fine = bool(say.FINE.search(text)) and not ironic and not say.NOT_FINE.search(text)
    done = any(map(_is_done, clauses.texts)) and not say.AGAIN.search(text)
    unmeant = ironic or (bool(say.CLOSING.search(text)) and not done and not fine)
    return Signs(
        thanks=bool(say.THANKS.search(text)) and not unmeant,
        notice=bool(say.NOTICE.search(text)),
        request=len(say.REQUEST.findall(text)),
        wonder=bool(say.WONDER.search(text)),
        question="?" in text or text.endswith(("吗", "呢", "没")),
        elsewhere=bool(say.ELSEWHERE.search(text)),
        fine=fine,
        done=done,
        unmeant=unmeant,
        relapse=relapse,
        figurative=bool(say.FIGURATIVE.search(text)),
    )


def without_closing(text: str) -> str:
    """`text` without the thanks that close it: "路灯坏了,谢谢" is a report for all its politeness."""
    return say.CLOSING.sub("", text)


def meant_chatter(words: tuple[str, ...], signs: Signs) -> tuple[str, ...]:
    """The words of chatter that count: not thanks that are unmeant, nor "mended" where it did not last."""
    return tuple(
        word
        for word in words
        if not (signs.unmeant and say.THANKS.search(f"{word}了"))
        and not (signs.relapse and say.DONE.search(f"{word}了"))
    )


def _is_done(clause: str) -> bool:
    match = say.DONE.search(clause)
    return match is not None and not say.NOT_DONE.search(clause[: match.start()])
