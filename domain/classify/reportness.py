"""Is it a report at all: a logistic sum over what the words, the signs and the learned part say."""

import math
from collections.abc import Iterable
from typing import NamedTuple

from domain.classify.clauses import Clauses
from domain.classify.evidence import Evidence
from domain.classify.signs import Signs, meant_chatter


class Weights(NamedTuple):
    """How much each thing counts for (or against) a report; found by `bench/understanding.py --fit`."""

    felt: float = 0.66
    learned: float = 0.34
    best: float = 0.73
    chatter: float = -0.92
    done: float = -2.89
    thanks: float = -1.09
    notice: float = -2.97
    request: float = 0.80
    wonder: float = -1.29
    question: float = -0.41
    elsewhere: float = -2.81
    fine: float = -0.81
    cover: float = 0.61
    no_words: float = 0.67
    denied: float = -0.87
    relapse: float = 1.34
    figurative: float = -1.52
    unmeant: float = -0.70


MOST_FELT = 5.0  # beyond this the odds only say how long a caption is
WEIGHTS = Weights()
BIAS = -2.81


def measures(
    clauses: Clauses, evidence: Evidence, signs: Signs, learned: tuple[float, float]
) -> tuple[float, ...]:
    """What is weighed, in the order of `Weights`; `learned` are the odds for a report by counting and by `Odds`."""
    best = max(evidence.scores.values(), default=0.0)
    chatter = meant_chatter(evidence.chatter, signs) if best else evidence.chatter
    counted, felt = learned
    return (
        max(-MOST_FELT, min(MOST_FELT, felt)),
        counted,
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
        signs.figurative,
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
