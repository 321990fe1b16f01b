"""The labelled sets are sound, and the figures hold on them."""

from collections import Counter

import pytest

from domain.classify import Classifier, Understanding
from domain.classify.captions import NONE, Caption, labelled
from domain.classify.reader import REPORT
from domain.place import read_place
from domain.taxonomy import Taxonomy

Read = list[tuple[Caption, Understanding]]
UNSEEN = ("test", "fresh", "unseen", "short", "last")


def test_the_development_set_covers_everything(taxonomy: Taxonomy) -> None:
    by_category = Counter(caption.category for caption in labelled("development"))
    assert by_category.keys() == {*taxonomy.categories, NONE}
    assert by_category[NONE] >= 150
    assert by_category.total() >= 600
    assert len(labelled("test")) >= 400


@pytest.mark.parametrize("name", ["development", *UNSEEN])
def test_labels_are_of_the_taxonomy(taxonomy: Taxonomy, name: str) -> None:
    for caption in labelled(name):
        assert caption.category == NONE or caption.category in taxonomy.categories
        assert (caption.urgency == NONE) == (caption.category == NONE)
    assert max(Counter(caption.text for caption in labelled(name)).values()) == 1


def test_no_caption_is_learned_and_measured() -> None:
    learned = {caption.text for caption in labelled("development")}
    assert not [c.text for name in UNSEEN for c in labelled(name) if c.text in learned]


@pytest.fixture(scope="module")
def unseen(classifier: Classifier) -> Read:
    """What was not trained on."""
    return [(caption, classifier.read(caption.text)) for name in UNSEEN for caption in labelled(name)]


def share(truths: list[bool]) -> float:
    return sum(truths) / len(truths)


def test_reports_are_recognised(unseen: Read) -> None:
    assert share([u.is_report >= REPORT for c, u in unseen if c.category != NONE]) >= 0.97


def test_chatter_is_left_alone(unseen: Read) -> None:
    assert share([u.is_report >= REPORT for c, u in unseen if c.category == NONE]) <= 0.03


def test_the_category_is_right(unseen: Read) -> None:
    reports = [(c, u) for c, u in unseen if c.category != NONE]
    assert share([u.is_report >= REPORT and u.category == c.category for c, u in reports]) >= 0.90
    assert share([c.category in dict(u.alternatives) for c, u in reports]) >= 0.97


def test_the_urgency_is_right(unseen: Read) -> None:
    assert share([u.urgency == c.urgency for c, u in unseen if c.category != NONE]) >= 0.90
    assert share([u.hazard and c.urgency != "critical" for c, u in unseen]) <= 0.01


def test_the_place_is_right() -> None:
    for name in ("development", *UNSEEN):
        reports = [caption for caption in labelled(name) if caption.category != NONE]
        places = [(read_place(c.text), c) for c in reports]
        assert share([(p.building, p.unit, p.floor) == (c.building, c.unit, c.floor) for p, c in places]) >= 0.95


def test_what_was_learned_is_known(classifier: Classifier) -> None:
    read = [(caption, classifier.read(caption.text)) for caption in labelled("development")[::5]]
    assert share([(u.category or NONE) == c.category for c, u in read if c.category != NONE]) >= 0.99
    assert share([u.is_report >= REPORT for c, u in read if c.category == NONE]) <= 0.02
