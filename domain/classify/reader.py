"""Reads a caption: words of the taxonomy and what was learned from labelled captions, weighed together."""

import math

from domain.classify.captions import NONE
from domain.classify.clauses import Clauses
from domain.classify.evidence import Evidence
from domain.classify.learned import runs
from domain.classify.model import counted, model_of
from domain.classify.reportness import is_plain, measures, probability
from domain.classify.signs import Signs, is_now, scenes, signs_of, without_closing
from domain.classify.understanding import Understanding
from domain.normalise import normalise
from domain.taxonomy import Kind, Taxonomy, Urgency

LEARNED_WEIGHT = 0.75  # of the learned part against the words' scores
CORRECTION_WEIGHT = 4.0  # a person corrected us: worth several captions
SHARPNESS = 0.6  # makes the scores probabilities that come true as often as they say
REPORT = 0.5  # from here on it is a report
CHATTER = 0.15  # below this nobody needs a category
CHOICES = 3
_TOLD = 5.0  # how far above all others a corrected caption's category is put
_SURE = 0.98
_MANY = 20  # thoughts of one text that are read on their own: the longest message would stop everybody
_CLEAR = 0.9  # so sure of the danger that stands beside something else, by its own words
_PLAIN = 1.3  # the score of one strong word, or of an object with its fault
_WEAK = 0.8  # the score of the most common thing with the most common fault (门坏了)
_HEARD = 0.65  # what is said in so many words is a report at least so likely
_DOUBT = 0.08  # below this, words of danger or of a fault are a manner of speaking


class Reader:
    """Reads captions. Deterministic: the same taxonomy and corrections give the same answers."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self._model = model_of(taxonomy)
        self._vocabulary, self._counts, self._odds = self._model.vocabulary, self._model.counts, self._model.odds
        self._corrected: dict[frozenset[str], str] = {}

    def learn(self, text: str, slug: str) -> None:
        """Take a correction: `text` was about `slug`, which is a category or "none"; bare numbers are passed over.

        What speaks plainly of a danger to life is not unlearnt: anybody could teach us to overhear a fire.
        """
        if not (found := frozenset(runs(without_closing(normalise(text))))) or self._would_overhear(text, slug):
            return
        if not self._corrected:
            self._vocabulary = self._vocabulary.copy()
            self._counts, self._odds = self._counts.copy(), self._odds.copy()
        seen = self._vocabulary.learn(counted(self._model.words, text))
        self._counts.add([seen], slug, CORRECTION_WEIGHT)
        self._odds.learn(seen, report=slug != NONE)
        self._corrected[found] = slug

    def read_as(self, text: str, slug: str) -> Understanding:
        """What `text` says of how urgent it is, when a person said that it is about `slug`."""
        clauses = Clauses(normalise(text))
        return self._about(clauses, self._model.words.read(clauses), [(slug, 1.0)], 1.0)

    def read(self, text: str) -> Understanding:
        """What `text` says."""
        clauses = Clauses(normalise(text))
        evidence, found = self._model.words.read(clauses), runs(without_closing(clauses.text))
        seen = self._vocabulary.known(found | evidence.marks)
        learned = self._counts.odds_against(NONE, seen), self._odds.of(seen)
        signs = signs_of(clauses)
        is_report = probability(measures(clauses, evidence, signs, learned))
        if _DOUBT <= is_report < _HEARD and self._is_said(clauses.text, evidence, signs):
            is_report = _HEARD  # rather a false alarm than an unheard one
        told = self._corrected.get(frozenset(found)) if self._corrected else None
        if told is not None:
            is_report = 1 - _SURE if told == NONE else max(is_report, _SURE)
        if is_report < CHATTER:
            return Understanding(is_report, Kind.PROBLEM, None, 0.0, None, (), evidence.chatter[:4], hazard=False)
        left, seen_left = self._without_where(clauses, evidence, seen)
        read = self._about(clauses, left, self._ranked(seen_left, left, told), is_report)
        danger = None if read.hazard else self._danger_beside(clauses, evidence, signs, read.category)
        if danger is None:
            return read
        return self._about(clauses, evidence, self._ranked(seen, evidence, danger), max(is_report, _HEARD))

    def _danger_beside(self, clauses: Clauses, evidence: Evidence, signs: Signs, taken_for: str | None) -> str | None:
        """The danger to life that one thought of the text speaks of alone, beside what the whole was taken for.

        As plainly as when it comes later, in a reply; and nothing said beside it speaks against it.
        """
        known = {slug: score for slug, score in evidence.scores.items() if self._taxonomy.category(slug).first}
        known.pop(taken_for or "", None)
        if max(known.values(), default=0.0) < _PLAIN or signs.reassuring or len(clauses.thoughts) == 1:
            return None
        heard = 0
        for thought in clauses.thoughts:
            alone = self._model.words.read(Clauses(thought)).scores
            plain = {slug for slug, score in alone.items() if _PLAIN <= score <= known.get(slug, 0.0)}
            if not plain or not is_now(thought):
                continue
            said = self.read(thought)
            if said.hazard and said.confidence >= _CLEAR and said.category in plain:
                return said.category
            heard += 1
            if heard == _MANY:
                break
        return None

    def _without_where(
        self, clauses: Clauses, evidence: Evidence, seen: tuple[int, ...]
    ) -> tuple[Evidence, tuple[int, ...]]:
        """The same without what only says where, if what is left speaks plainly.

        That is a thing with its 旁边 (垃圾桶旁边有人打架), and then the scene of what people do (单元门口有人打架), of
        which the words themselves say nothing else.
        """
        if evidence.aside and (left := self._without(clauses, evidence.aside)) is not None:
            clauses, evidence, seen = left
        where = scenes(clauses)
        left = self._without(clauses, where) if where else None
        if left is not None and _says_the_same(evidence, left[1], [clauses.text[start:end] for start, end in where]):
            _, evidence, seen = left
        return evidence, seen

    def _without(
        self, clauses: Clauses, places: tuple[tuple[int, int], ...]
    ) -> tuple[Clauses, Evidence, tuple[int, ...]] | None:
        """A text without some places of it, and what it says then; None when that is nothing plain."""
        rest, end = "", 0
        for start, after in places:
            rest, end = rest + clauses.text[end:start], max(end, after)
        left = Clauses(rest + clauses.text[end:])
        said = self._model.words.read(left)
        if max(said.scores.values(), default=0.0) < _PLAIN:
            return None
        return left, said, self._vocabulary.known(runs(without_closing(left.text)) | said.marks)

    def _would_overhear(self, text: str, slug: str) -> bool:
        if slug != NONE and self._taxonomy.category(slug).urgency is Urgency.CRITICAL:
            return False
        clauses = Clauses(normalise(text))
        evidence = self._model.words.read(clauses)
        beside = None if slug == NONE else slug
        return self._is_grave(evidence) or self._danger_beside(clauses, evidence, signs_of(clauses), beside) is not None

    def _is_said(self, text: str, evidence: Evidence, signs: Signs) -> bool:
        """Whether the words leave nothing to guess: a danger to life, or a thing with its fault and nothing else."""
        if self._is_grave(evidence) and not signs.reassuring:
            return True
        return max(evidence.scores.values(), default=0.0) >= _WEAK and is_plain(text, evidence, signs)

    def _is_grave(self, evidence: Evidence) -> bool:
        """Whether the words alone speak of a danger to life, and plainly."""
        slug, score = max(evidence.scores.items(), key=lambda pair: pair[1], default=("", 0.0))
        return score >= _PLAIN and self._taxonomy.category(slug).urgency is Urgency.CRITICAL

    def _ranked(self, seen: tuple[int, ...], evidence: Evidence, told: str | None) -> list[tuple[str, float]]:
        """The likeliest categories with their probabilities."""
        learned = self._counts.scores(seen)
        scores = {slug: LEARNED_WEIGHT * learned.get(slug, 0.0) for slug in self._model.order}
        for slug, score in evidence.scores.items():
            scores[slug] += score
        highest = max(scores.values())
        if told in scores:
            scores[told] = highest = highest + _TOLD
        total = sum([math.exp(SHARPNESS * (score - highest)) for score in scores.values()])
        best = sorted(scores, key=scores.__getitem__, reverse=True)[:CHOICES]  # equals stay as the model orders them
        return [(slug, math.exp(SHARPNESS * (scores[slug] - highest)) / total) for slug in best]

    def _about(
        self, clauses: Clauses, evidence: Evidence, ranked: list[tuple[str, float]], is_report: float
    ) -> Understanding:
        slug, confidence = ranked[0]
        category = self._taxonomy.category(slug)
        urgency = self._model.urgency.read(clauses, category)
        if urgency is Urgency.CRITICAL and confidence < 1.0 and not evidence.words.get(slug):
            urgency = Urgency.URGENT  # nothing that was said speaks of danger: only its neighbours do
        return Understanding(
            is_report=is_report,
            kind=category.kind,
            category=slug,
            confidence=confidence,
            urgency=urgency,
            alternatives=tuple(ranked),
            why=tuple(word.replace("*", "…") for word in evidence.words.get(slug, ())[:4]),
            hazard=urgency is Urgency.CRITICAL and is_report >= REPORT,
        )


def _says_the_same(evidence: Evidence, left: Evidence, where: list[str]) -> bool:
    """Whether the words' best category is the best of what is left, or was found in the places alone (单元门)."""
    best, same = (max(one.scores, key=one.scores.__getitem__, default="") for one in (evidence, left))
    return best == same or all(any(word in place for place in where) for word in evidence.words.get(best, ()))
