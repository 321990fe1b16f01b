"""What a classifier knows before anybody corrects it: the taxonomy's words and counts over labelled captions."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from domain.classify.captions import NONE, labelled
from domain.classify.clauses import Clauses
from domain.classify.evidence import Words
from domain.classify.learned import Counts, runs
from domain.classify.odds import Odds
from domain.classify.signs import without_closing
from domain.classify.urgency import UrgencyWords
from domain.classify.vocabulary import Vocabulary
from domain.normalise import normalise
from domain.taxonomy import Category, Taxonomy, Urgency

ELSEWHERE = "elsewhere"  # the label of reports for which an operator's taxonomy has no category
WORD_WEIGHT = 0.3  # of a strong word of the taxonomy as a tiny caption, so that its neighbours are known as well


@dataclass(frozen=True)
class Model:
    """`order` says who comes first among equals. What was learned is shared: copy it before adding to it."""

    words: Words
    urgency: UrgencyWords
    vocabulary: Vocabulary
    counts: Counts
    odds: Odds
    order: dict[str, int]


# Training takes about a second and depends on nothing but the taxonomy, which can't change; programs and tests make
# many classifiers of one taxonomy.
@lru_cache(maxsize=2)
def model_of(taxonomy: Taxonomy) -> Model:
    """The model for `taxonomy`, trained from the development set."""
    model = Model(Words(taxonomy), UrgencyWords(taxonomy), Vocabulary(), Counts(), Odds(), _order(taxonomy))
    learn = model.vocabulary.learn
    for category in taxonomy.categories.values():
        words = [learn(runs(word.replace("*", " "))) for word in category.strong]
        model.counts.add(words, category.slug, WORD_WEIGHT)
    captions = labelled("development")
    seen = [learn(counted(model.words, caption.text)) for caption in captions]
    by_label: defaultdict[str, list[tuple[int, ...]]] = defaultdict(list)
    for caption, found in zip(captions, seen, strict=True):
        known = caption.category == NONE or caption.category in taxonomy.categories
        by_label[caption.category if known else ELSEWHERE].append(found)
    for label, texts in by_label.items():
        model.counts.add(texts, label)
    model.odds.train(zip(seen, (caption.category != NONE for caption in captions), strict=True))
    return model


def counted(words: Words, text: str) -> set[str]:
    """What of a caption is counted: its runs, and the marks of the taxonomy's words in it."""
    clauses = Clauses(normalise(text))
    return runs(without_closing(clauses.text)) | words.marks(clauses)


def _order(taxonomy: Taxonomy) -> dict[str, int]:
    """Safety and fire come first, then the more urgent one."""
    levels = list(Urgency)

    def place(category: Category) -> tuple[bool, int, str]:
        return category.group not in ("safety", "fire"), levels.index(category.urgency), category.slug

    return {category.slug: n for n, category in enumerate(sorted(taxonomy.categories.values(), key=place))}
