"""One taxonomy and one classifier for all tests here; those that teach it make their own."""

import pytest

from domain.classify import Classifier
from domain.taxonomy import Taxonomy, load


@pytest.fixture(scope="session")
def taxonomy() -> Taxonomy:
    return load()


@pytest.fixture(scope="session")
def classifier(taxonomy: Taxonomy) -> Classifier:
    return Classifier(taxonomy)
