"""Is it a report at all: a logistic sum over what the words, the signs and the learned part say."""

import math
from collections.abc import Iterable
from typing import NamedTuple

from domain.classify.clauses import Clauses
from domain.classify.evidence import Evidence
from domain.classify.signs import Signs, meant_chatter


class Weights(NamedTuple):
    """How much each thing counts for (or against) a report; found by `bench/understanding.py --fit`."""

    learned: float = 0.55
    best: float = 1.24
    chatter: float = -1.24
    done: float = -2.79
    thanks: float = 0.57
    notice: float = -3.55
    request: float = 0.97
    wonder: float = -1.47
    question: float = -0.29
    elsewhere: float = -2.47
    fine: float = -1.75
    cover: float = 1.92
    no_words: float = -0.97
    denied: float = -0.46
    relapse: float = 1.13
    unmeant: float = 0.32


WEIGHTS = Weights()
BIAS = -2.81


def measures(clauses: Clauses, evidence: Evidence, signs: Signs, learned: float) -> tuple[float, ...]:
    """What is weighed, in the order of `Weights`; `learned` is the learned part's odds for a report."""
    best = max(evidence.scores.values(), default=0.0)
    chatter = meant_chatter(evidence.chatter, signs) if best else evidence.chatter
    return (
        learned,
        min(best, 4.0),
        min(len(chatter), 3),
        signs.done,
        signs.thanks or (signs.unmeant and not best),
        signs.notice,
        min(signs.request, 2),
        signs.wonder,
        signs.question,
        signs.elsewhere,
        signs.fine,
        _cover(clauses.text, evidence),
        best == 0.0,
        evidence.denied,
        signs.relapse and best > 0.0,
        signs.unmeant and best > 0.0,
    )


def probability(measured: Iterable[float]) -> float:
    """From 0 (surely chatter) to 1 (surely a report)."""
    total = BIAS + sum(weight * value for weight, value in zip(WEIGHTS, measured, strict=True))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def _cover(text: str, evidence: Evidence) -> float:
    """Which part of the text's letters the deciding words are: "停电了" is nothing but a report."""
    if not evidence.scores:
        return 0.0
    top = max(evidence.scores, key=lambda slug: evidence.scores[slug])
    letters = {character for character in text if character.isalpha()}
    return len(letters & set("".join(evidence.words[top]))) / max(1, len(letters))
