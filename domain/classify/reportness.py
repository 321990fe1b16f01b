"""Is it a report at all: a logistic sum over what the words, the signs and the learned part say."""

import math
from collections.abc import Iterable
from typing import NamedTuple

from domain.classify.clauses import Clauses
from domain.classify.evidence import Evidence
from domain.classify.signs import Signs


class Weights(NamedTuple):
    """How much each thing counts for (or against) a report; found by `bench/understanding.py --fit`."""

    learned: float = 0.38
    best: float = 1.47
    chatter: float = -1.98
    done: float = -2.41
    thanks: float = -0.89
    notice: float = -2.82
    request: float = 0.75
    wonder: float = -0.59
    question: float = -0.43
    elsewhere: float = -2.23
    fine: float = -2.41
    cover: float = 3.31
    no_words: float = -0.44
    denied: float = -0.08


WEIGHTS = Weights()
BIAS = -3.28


def measures(clauses: Clauses, evidence: Evidence, signs: Signs, learned: float) -> tuple[float, ...]:
    """What is weighed, in the order of `Weights`; `learned` is the learned part's odds for a report."""
    best = max(evidence.scores.values(), default=0.0)
    return (
        learned,
        min(best, 4.0),
        min(len(evidence.chatter), 3),
        signs.done,
        signs.thanks,
        signs.notice,
        min(signs.request, 2),
        signs.wonder,
        signs.question,
        signs.elsewhere,
        signs.fine,
        _cover(clauses.text, evidence),
        best == 0.0,
        evidence.denied,
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
