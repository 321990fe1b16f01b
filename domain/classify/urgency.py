"""How urgent it is: what the category usually is, moved by the caption's own words."""

from collections.abc import Mapping

from domain.classify.clauses import Clauses
from domain.classify.lexicon import Lexicon
from domain.classify.signs import is_denied, is_feared
from domain.taxonomy import Category, Kind, Taxonomy, Urgency


class UrgencyWords:
    """The words that move the urgency: each category's own, then those that count everywhere."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._own: Mapping[str, tuple[tuple[Urgency, Lexicon], ...]] = {
            category.slug: tuple((level, Lexicon((word, 0) for word in words)) for level, words in category.if_words)
            for category in taxonomy.categories.values()
        }
        words = taxonomy.urgency_words
        self._critical = Lexicon((word, 0) for word in words.get("critical", ()))
        self._urgent = Lexicon((word, 0) for word in words.get("urgent", ()))
        self._soothe = Lexicon((word, 0) for word in words.get("soothe", ()))

    def read(self, clauses: Clauses, category: Category) -> Urgency:
        """How urgent a report of `category` with these words is."""
        for level, lexicon in self._own[category.slug]:
            if _said(clauses, lexicon, grave=level is Urgency.CRITICAL):
                return level
        usual = category.urgency
        if category.kind is Kind.SUGGESTION or usual is Urgency.CRITICAL:
            return usual
        if _said(clauses, self._critical, grave=True):
            return Urgency.CRITICAL
        if usual is Urgency.NORMAL and _said(clauses, self._urgent, grave=False):
            return Urgency.URGENT
        if usual is Urgency.NORMAL and _said(clauses, self._soothe, grave=False):
            return Urgency.LOW
        return usual


def _said(clauses: Clauses, lexicon: Lexicon, *, grave: bool) -> bool:
    """Whether one of the words is there, not denied, and (for a grave one) not only feared."""
    return any(
        not is_denied(clauses, hit.start) and not (grave and is_feared(clauses, hit.start, hit.end))
        for hit in lexicon.find(clauses)
    )
