"""How urgent it is: what the category usually is, moved by the caption's own words."""

from domain.classify.clauses import Clauses
from domain.classify.lexicon import Hit, Lexicon
from domain.classify.signs import is_denied, is_feared
from domain.taxonomy import Category, Kind, Taxonomy, Urgency

_CRITICAL, _URGENT, _SOOTHE = range(3)


class UrgencyWords:
    """The words that move the urgency: each category's own, then those that count everywhere."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        words = taxonomy.urgency_words
        lists = [words.get("critical", ()), words.get("urgent", ()), words.get("soothe", ())]
        self._own: dict[str, list[tuple[Urgency, int]]] = {}
        for category in taxonomy.categories.values():
            self._own[category.slug] = [(level, len(lists) + at) for at, (level, _) in enumerate(category.if_words)]
            lists += [own for _, own in category.if_words]
        self._lexicon = Lexicon((word, key) for key, listed in enumerate(lists) for word in listed)

    def read(self, clauses: Clauses, category: Category) -> Urgency:
        """How urgent a report of `category` with these words is."""
        hits = self._lexicon.find(clauses)
        for level, key in self._own[category.slug]:
            if _said(clauses, hits, key, grave=level is Urgency.CRITICAL):
                return level
        usual = category.urgency
        if category.kind is Kind.SUGGESTION or usual is Urgency.CRITICAL:
            return usual
        if _said(clauses, hits, _CRITICAL, grave=True):
            return Urgency.CRITICAL
        if usual is Urgency.NORMAL and _said(clauses, hits, _URGENT, grave=False):
            return Urgency.URGENT
        if usual is Urgency.NORMAL and _said(clauses, hits, _SOOTHE, grave=False):
            return Urgency.LOW
        return usual


def _said(clauses: Clauses, hits: list[Hit], key: int, *, grave: bool) -> bool:
    """Whether one of a list's words is there, not denied, and (for a grave one) not only feared."""
    return any(
        key in hit.keys
        and not is_denied(clauses, hit.start)
        and not (grave and is_feared(clauses, hit.start, hit.end))
        for hit in hits
    )
