"""What the taxonomy's words say about a caption: a score for each category, with the words that gave it."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from domain.classify.clauses import Clauses
from domain.classify.lexicon import Hit, Lexicon
from domain.classify.signs import is_beside, is_denied, is_feared, past_beside, tells_where, worries
from domain.taxonomy import Taxonomy, Urgency

STRONG, OBJECT, FAULT, AVOID, CHATTER = range(5)
KINDS = 5
LETTERS = {STRONG: "S:", OBJECT: "O:", FAULT: "F:"}  # how their marks begin
NEAR = 5  # characters between an object and its fault that still read as one thought
MOST = 40  # of a category's words of one sort: who repeats one a thousand times says no more, and would stop everybody


@dataclass(frozen=True)
class Evidence:
    """The words found: scores by slug (positive ones only), the words behind each, and what the learned part counts.

    `aside` are the places of things that only say where, each with its 旁边.
    """

    scores: dict[str, float]
    words: dict[str, tuple[str, ...]]
    chatter: tuple[str, ...]
    marks: frozenset[str]
    denied: bool
    aside: tuple[tuple[int, int], ...] = ()


_NO_PAIR: tuple[float, tuple[str, ...]] = (0.0, ())
Hits = tuple[list[Hit], list[Hit], list[Hit], list[Hit]]  # of one category: strong, objects, faults, avoid


def _no_hits() -> Hits:
    return [], [], [], []


@dataclass
class _Found:
    """The hits of a text while they are collected."""

    by_category: defaultdict[int, Hits] = field(default_factory=lambda: defaultdict(_no_hits))
    chatter: list[str] = field(default_factory=list)
    aside: tuple[tuple[int, int], ...] = ()
    denied: bool = False

    def add(self, number: int, kind: int, hit: Hit) -> None:
        """One more of a category's words, up to MOST."""
        hits = self.by_category[number][kind]
        if len(hits) < MOST:
            hits.append(hit)


class Words:
    """The taxonomy's words, ready to be found. One strong word is enough; an object and a fault speak together."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._slugs = tuple(taxonomy.categories)
        self._grave = {n for n, c in enumerate(taxonomy.categories.values()) if c.urgency is Urgency.CRITICAL}
        entries = [
            (word, number * KINDS + kind)
            for number, category in enumerate(taxonomy.categories.values())
            for kind, words in enumerate((category.strong, category.objects, category.faults, category.avoid))
            for word in words
        ]
        sorts = enumerate(taxonomy.chatter.values())
        entries += [(word, number * KINDS + CHATTER) for number, sort in sorts for word in sort.words]
        self._lexicon = Lexicon(entries)
        self._weights = _weights(entries)
        self._marks_of = self._marks_by_word(entries)

    def read(self, clauses: Clauses) -> Evidence:
        """All evidence in a text."""
        found = self._find(clauses)
        scores: dict[str, float] = {}
        words: dict[str, tuple[str, ...]] = {}
        for number, hits in found.by_category.items():
            if not (hits[STRONG] or (hits[OBJECT] and hits[FAULT])):
                continue
            score, why = self._score(clauses, hits)
            if score > 0:
                scores[self._slugs[number]] = score
                words[self._slugs[number]] = why
        chatter, marks = tuple(dict.fromkeys(found.chatter)), self._marks(found)
        return Evidence(scores, words, chatter, marks, found.denied, found.aside)

    def marks(self, clauses: Clauses) -> set[str]:
        """Only the marks of `read`, for training: quicker, for they are known for each word."""
        found: set[str] = set()
        worried = worries(clauses)
        for word, start, end, _ in self._lexicon.spans(clauses):
            said, unsaid, feared = self._marks_of[word]
            if is_denied(clauses, start):
                found |= unsaid
            elif worried and said != feared and is_feared(clauses, start, end):
                found |= feared
            else:
                found |= said
        return found

    def _find(self, clauses: Clauses) -> "_Found":
        found = _Found()
        worried = worries(clauses)
        hits = self._lexicon.find(clauses)
        where = {hit.start: hit.end for hit in hits if is_beside(clauses, hit.end)} if tells_where(clauses) else {}
        if where:
            found.aside = _aside(clauses, hits, where)
        for hit in hits:
            denied = is_denied(clauses, hit.start)
            feared = worried and is_feared(clauses, hit.start, hit.end)
            for key in hit.keys:
                number, kind = divmod(key, KINDS)
                if kind == CHATTER:
                    found.chatter.append(hit.word)
                elif denied and kind not in (OBJECT, AVOID):
                    found.denied = True
                elif kind == STRONG and hit.end <= where.get(hit.start, 0):
                    continue
                elif kind in (OBJECT, AVOID) or not (feared and number in self._grave):
                    found.add(number, kind, hit)
        return found

    def _marks(self, found: "_Found") -> frozenset[str]:
        """Which categories' words were there at all, as marks that the learned part can count."""
        return frozenset(
            LETTERS[kind] + self._slugs[number]
            for number, hits in found.by_category.items()
            for kind in LETTERS
            if hits[kind]
        )

    def _marks_by_word(self, entries: list[tuple[str, int]]) -> dict[str, tuple[frozenset[str], ...]]:
        """The marks that each word leaves: when it is said, when it is denied, when it is feared."""
        listed: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for word, key in entries:
            number, kind = divmod(key, KINDS)
            listed[word] += [(number, kind)] if kind in LETTERS else []
        marks: dict[str, tuple[frozenset[str], ...]] = {}
        same: dict[frozenset[str], frozenset[str]] = {}  # few sets for many words
        for word, places in listed.items():
            said = frozenset(LETTERS[kind] + self._slugs[number] for number, kind in places)
            unsaid = frozenset(mark for mark in said if mark.startswith(LETTERS[OBJECT]))
            feared = unsaid | {LETTERS[kind] + self._slugs[n] for n, kind in places if n not in self._grave}
            marks[word] = tuple(same.setdefault(one, one) for one in (said, unsaid, feared))
        return marks

    def _score(self, clauses: Clauses, hits: Hits) -> tuple[float, tuple[str, ...]]:
        strong = self._apart(hits[STRONG]) if hits[STRONG] else []
        pair = self._best_pair(clauses, hits) if hits[OBJECT] and hits[FAULT] else _NO_PAIR
        score = strong[0][0] + 0.4 * sum(w for w, _ in strong[1:]) + 0.6 * pair[0] if strong else pair[0]
        if hits[AVOID]:
            score -= min(2.4, 1.1 * len({hit.word for hit in hits[AVOID]}))
        return score, tuple(dict.fromkeys([*(word for _, word in strong), *pair[1]]))

    def _apart(self, hits: list[Hit]) -> list[tuple[float, str]]:
        """The strong words that don't overlap, weightiest first."""
        weighed = [(self._weights[hit.word, STRONG], hit) for hit in hits]
        kept: list[tuple[float, Hit]] = []
        for weight, hit in sorted(weighed, key=lambda pair: (-pair[0], pair[1].start)):
            if not any(hit.start < other.end and other.start < hit.end for _, other in kept):
                kept.append((weight, hit))
        return [(weight, hit.word) for weight, hit in kept]

    def _best_pair(self, clauses: Clauses, hits: Hits) -> tuple[float, tuple[str, ...]]:
        """The object and the fault that say most together."""
        best = _NO_PAIR
        for thing in hits[OBJECT]:
            for fault in hits[FAULT]:
                gap = max(fault.start - thing.end, thing.start - fault.end)
                if gap < 0:
                    continue
                same = clauses.number_of(thing.start) == clauses.number_of(fault.start)
                closeness = (1.0 if gap <= NEAR else 0.75) if same else 0.45
                weight = self._weights[thing.word, OBJECT] + self._weights[fault.word, FAULT]
                best = max(best, (weight * closeness, (thing.word, fault.word)))
        return best


def _aside(clauses: Clauses, hits: list[Hit], where: dict[int, int]) -> tuple[tuple[int, int], ...]:
    """The places of the things at `where`, each with its 旁边; not of a whole thought with a gap in it."""
    things = [hit for hit in hits if hit.start in where and "*" not in hit.word]
    return tuple((hit.start, past) for hit in things if (past := past_beside(clauses, hit.end)))


# base, for each character, at most so many characters, and how fast the weight falls when several categories list
# the word: faults are shared by nature.
_WEIGHT = {STRONG: (0.9, 0.35, 5, 0.5), OBJECT: (0.5, 0.15, 4, 0.5), FAULT: (0.3, 0.12, 4, 0.25)}


def _weights(entries: list[tuple[str, int]]) -> dict[tuple[str, int], float]:
    """Longer words say more; words that several categories list say less."""
    weights = {}
    for (word, kind), shared in Counter((word, key % KINDS) for word, key in entries).items():
        if kind in _WEIGHT:
            base, each, most, fall = _WEIGHT[kind]
            length = sum(1.0 if character > "\u2e80" else 0.4 for character in word if character != "*")
            weights[word, kind] = (base + each * min(length, most)) / shared**fall
    return weights
