"""The classifier: words of the taxonomy first, what was learned from corrections second."""

from collections.abc import Iterable

from domain.classify.understanding import Understanding
from domain.taxonomy import Category, Kind, Taxonomy, Urgency


class Classifier:
    """Reads captions. Deterministic: the same taxonomy and corrections give the same answers."""

    def __init__(self, taxonomy: Taxonomy, corrections: Iterable[tuple[str, str]] = ()) -> None:
        self._taxonomy = taxonomy
        self._learned: dict[str, str] = dict(corrections)

    def learn(self, text: str, slug: str) -> None:
        """Take a correction: `text` was about `slug`. Unknown slugs are passed over."""
        self._learned[text] = slug

    def read(self, text: str) -> Understanding:
        """What `text` says."""
        scores: dict[str, float] = {}
        why: dict[str, list[str]] = {}
        for category in self._taxonomy.categories.values():
            words = _evidence(category, text)
            if words:
                scores[category.slug] = sum(len(word) for word in words)
                why[category.slug] = words
        if text in self._learned:
            scores = {self._learned[text]: 10.0}
        chatter = any(word in text for sort in self._taxonomy.chatter.values() for word in sort.words)
        if not scores or (chatter and text not in self._learned):
            return Understanding(0.05, Kind.PROBLEM, None, 0.0, None, (), (), hazard=False)
        total = sum(scores.values())
        best = sorted(((slug, score / total) for slug, score in scores.items()), key=lambda pair: (-pair[1], pair[0]))
        category = self._taxonomy.category(best[0][0])
        return Understanding(
            is_report=0.9,
            kind=category.kind,
            category=category.slug,
            confidence=best[0][1],
            urgency=category.urgency,
            alternatives=tuple(best[:3]),
            why=tuple(why.get(category.slug, ())),
            hazard=category.urgency is Urgency.CRITICAL,
        )


def _evidence(category: Category, text: str) -> list[str]:
    found = [word for word in category.strong if word in text]
    objects = [word for word in category.objects if word in text]
    faults = [word for word in category.faults if word in text]
    return found + (objects + faults if objects and faults else [])
