"""The classifier: words of the taxonomy and what was learned from labelled captions, weighed together."""

import math
from collections.abc import Iterable

from domain.classify.captions import NONE, labelled
from domain.classify.clauses import Clauses
from domain.classify.evidence import Evidence, Words
from domain.classify.learned import Counts, runs
from domain.classify.reportness import measures, probability
from domain.classify.signs import signs_of
from domain.classify.understanding import Understanding
from domain.classify.urgency import UrgencyWords
from domain.normalise import normalise
from domain.taxonomy import Category, Kind, Taxonomy, Urgency

LEARNED_WEIGHT = 0.8  # of the learned part against the words' scores
WORD_WEIGHT = 0.3  # of a strong word of the taxonomy as a tiny caption, so that its neighbours are known as well
CORRECTION_WEIGHT = 4.0  # a person corrected us: worth several captions
SHARPNESS = 1.5  # makes the scores probabilities that come true as often as they say
REPORT = 0.5  # from here on it is a report
CHATTER = 0.15  # below this nobody needs a category
CHOICES = 3


class Classifier:
    """Reads captions. Deterministic: the same taxonomy and corrections give the same answers.

    `corrections` are captions with the slugs that people gave them, oldest first.
    """

    def __init__(self, taxonomy: Taxonomy, corrections: Iterable[tuple[str, str]] = ()) -> None:
        self._taxonomy = taxonomy
        self._order = _order(taxonomy)
        self._words = Words(taxonomy)
        self._urgency = UrgencyWords(taxonomy)
        self._learned = Counts()
        self._corrected: dict[frozenset[str], str] = {}
        for category in taxonomy.categories.values():
            for word in category.strong:
                self._learned.add(runs(word.replace("*", " ")), category.slug, WORD_WEIGHT)
        for caption in labelled("development"):
            self._train(caption.text, caption.category, 1.0)
        for text, slug in corrections:
            self.learn(text, slug)

    def learn(self, text: str, slug: str) -> None:
        """Take a correction: `text` was about `slug` ("none": chatter). Unknown slugs are passed over."""
        if slug != NONE and slug not in self._taxonomy.categories:
            return
        self._train(text, slug, CORRECTION_WEIGHT)
        self._corrected[runs(normalise(text))] = slug

    def read(self, text: str) -> Understanding:
        """What `text` says."""
        clauses = Clauses(normalise(text))
        evidence, found = self._words.read(clauses), runs(clauses.text)
        counted = found | evidence.marks
        learned = self._learned.odds_against(NONE, counted)
        is_report = probability(measures(clauses, evidence, signs_of(clauses), learned))
        told = self._corrected.get(found)
        if told is not None:
            is_report = 0.02 if told == NONE else max(is_report, 0.98)
        if is_report < CHATTER:
            return Understanding(is_report, Kind.PROBLEM, None, 0.0, None, (), evidence.chatter[:4], hazard=False)
        return self._about(clauses, evidence, self._ranked(counted, evidence, told), is_report)

    def _train(self, text: str, label: str, weight: float) -> None:
        clauses = Clauses(normalise(text))
        counted = runs(clauses.text) | self._words.marks(clauses)
        if label == NONE or label in self._taxonomy.categories:
            self._learned.add(counted, label, weight)

    def _ranked(self, counted: frozenset[str], evidence: Evidence, told: str | None) -> list[tuple[str, float]]:
        """The likeliest categories with their probabilities."""
        scores = {slug: LEARNED_WEIGHT * score for slug, score in self._learned.scores(counted).items()}
        scores.pop(NONE, None)
        for slug, score in evidence.scores.items():
            scores[slug] = scores.get(slug, 0.0) + score
        if told is not None and told != NONE:
            scores[told] = max(scores.values()) + 5.0
        scores.setdefault(self._taxonomy.fallback.slug, min(scores.values(), default=0.0))
        highest = max(scores.values())
        shares = {slug: math.exp(SHARPNESS * (score - highest)) for slug, score in scores.items()}
        total = sum(shares.values())
        best = sorted(shares, key=lambda slug: (-shares[slug], self._order[slug]))[:CHOICES]
        return [(slug, shares[slug] / total) for slug in best]

    def _about(
        self, clauses: Clauses, evidence: Evidence, ranked: list[tuple[str, float]], is_report: float
    ) -> Understanding:
        slug, confidence = ranked[0]
        category = self._taxonomy.category(slug)
        urgency = self._urgency.read(clauses, category)
        return Understanding(
            is_report=is_report,
            kind=category.kind,
            category=slug,
            confidence=confidence,
            urgency=urgency,
            alternatives=tuple(ranked),
            why=evidence.words.get(slug, ())[:4],
            hazard=urgency is Urgency.CRITICAL and is_report >= REPORT,
        )


def _order(taxonomy: Taxonomy) -> dict[str, int]:
    """Who comes first among equals: safety and fire, then the more urgent one."""
    levels = list(Urgency)

    def place(category: Category) -> tuple[bool, int, str]:
        return category.group not in ("safety", "fire"), levels.index(category.urgency), category.slug

    return {category.slug: n for n, category in enumerate(sorted(taxonomy.categories.values(), key=place))}
