"""Finding the weights that tell a report from chatter: logistic regression by Newton's method, in plain Python."""

import math

from domain.classify.captions import NONE, labelled
from domain.classify.clauses import Clauses
from domain.classify.learned import runs
from domain.classify.model import model_of
from domain.classify.odds import Odds
from domain.classify.reportness import Weights, measures
from domain.classify.signs import signs_of, without_closing
from domain.normalise import normalise
from domain.taxonomy import load

CHATTER_WEIGHT = 6.0  # a wrong question in the group is worse than a missed report, which its poster will say again
RIDGE = 1.0
ROUNDS = 15
PARTS = 4


def fitted() -> str:
    """The weights and the bias as Python, found on the development set with each caption's own counts taken back."""
    rows, truths = _measured()
    weights = _newton([(1.0, *row) for row in rows], truths)
    lines = [f"    {name}: float = {weight:.2f}" for name, weight in zip(Weights._fields, weights[1:], strict=True)]
    return "\n".join([*lines, f"BIAS = {weights[0]:.2f}"])


def _measured() -> tuple[list[tuple[float, ...]], list[bool]]:
    """What is weighed for each caption, and whether it is a report."""
    model, captions = model_of(load()), labelled("development")
    read = [(clauses, model.words.read(clauses)) for clauses in (Clauses(normalise(one.text)) for one in captions)]
    learn = model.vocabulary.learn
    seen = [learn(runs(without_closing(clauses.text)) | evidence.marks) for clauses, evidence in read]
    truths = [caption.category != NONE for caption in captions]
    felt, counts, rows = _felt(seen, truths, len(model.vocabulary)), model.counts.copy(), []
    for caption, (clauses, evidence), found, odds in zip(captions, read, seen, felt, strict=True):
        counts.add([found], caption.category, -1.0)
        rows.append(measures(clauses, evidence, signs_of(clauses), (counts.odds_against(NONE, found), odds)))
        counts.add([found], caption.category, 1.0)
    return rows, truths


def _felt(seen: list[tuple[int, ...]], truths: list[bool], known: int) -> list[float]:
    """The odds of each caption by weights that were trained without it: in quarters, for training takes a while."""
    felt = [0.0] * len(seen)
    for part in range(PARTS):
        others, odds = [at for at in range(len(seen)) if at % PARTS != part], Odds(known)
        odds.train((seen[at], truths[at]) for at in others)
        for at in range(part, len(seen), PARTS):
            felt[at] = odds.of(seen[at])
    return felt


def _newton(rows: list[tuple[float, ...]], truths: list[bool]) -> list[float]:
    size = len(rows[0])
    weights = [0.0] * size
    for _ in range(ROUNDS):
        gradient = [-RIDGE * weight if n else 0.0 for n, weight in enumerate(weights)]
        curve = [[RIDGE * (n == m and n > 0) for m in range(size)] for n in range(size)]
        for row, truth in zip(rows, truths, strict=True):
            guess = 1 / (1 + math.exp(-sum(weight * value for weight, value in zip(weights, row, strict=True))))
            cost = 1.0 if truth else CHATTER_WEIGHT
            for n, value in enumerate(row):
                if not value:
                    continue
                gradient[n] += cost * (truth - guess) * value
                for m, other in enumerate(row):
                    curve[n][m] += cost * guess * (1 - guess) * value * other
        weights = [weight + step for weight, step in zip(weights, _solved(curve, gradient), strict=True)]
    return weights


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss with pivots."""
    size = len(right)
    table = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda line: abs(table[line][column]))
        table[column], table[pivot] = table[pivot], table[column]
        for line in range(size):
            if line != column and table[line][column]:
                factor = table[line][column] / table[column][column]
                table[line] = [a - factor * b for a, b in zip(table[line], table[column], strict=True)]
    return [table[n][size] / table[n][n] for n in range(size)]
