"""Is it a report at all: a logistic sum over what the words, the signs and the learned part say."""

import math
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from domain.classify import sign_words as say
from domain.classify.clauses import Clauses
from domain.classify.evidence import Evidence
from domain.classify.signs import Signs, meant_chatter


class Weights(NamedTuple):
    """How much each thing counts for (or against) a report; found by `bench/understanding.py --fit`."""

    felt: float = 0.68
    learned: float = 0.36
    best: float = 0.56
    chatter: float = -0.71
    done: float = -2.59
    thanks: float = -1.26
    notice: float = -2.92
    request: float = 0.71
    wonder: float = -1.10
    question: float = -0.09
    elsewhere: float = -2.66
    fine: float = -0.79
    cover: float = 0.66
    no_words: float = 0.28
    denied: float = -0.66
    relapse: float = 1.16
    figurative: float = -1.01
    unmeant: float = -0.04
    plain: float = 1.34


SHORT = 40  # characters: nobody says more than this with nothing but a thing and its fault
MOST_FELT = 5.0  # beyond this the odds only say how long a caption is
WEIGHTS = Weights()
BIAS = -3.03


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
        is_plain(clauses.text, evidence, signs),
    )


def probability(measured: Iterable[float]) -> float:
    """From 0 (surely chatter) to 1 (surely a report)."""
    total = BIAS + sum(weight * value for weight, value in zip(WEIGHTS, measured, strict=True))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def is_plain(text: str, evidence: Evidence, signs: Signs) -> bool:
    """Whether it is nothing but a thing, its fault and small words: too short for the learned parts to be sure of."""
    if not evidence.scores or evidence.chatter or signs.question or signs.reassuring or len(text) > SHORT:
        return False
    said = set("".join(chain.from_iterable(evidence.words.values())))
    return all(character in said for character in say.SMALL.sub("", text) if character.isalpha())


def _cover(text: str, evidence: Evidence) -> float:
    """Which part of the text's letters the deciding words are: "停电了" is nothing but a report."""
    if not evidence.scores:
        return 0.0
    top = max(evidence.scores, key=lambda slug: evidence.scores[slug])
    letters = {character for character in text if character.isalpha()}
    return len(letters & set("".join(evidence.words[top]))) / max(1, len(letters))
