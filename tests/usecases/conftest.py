"""The neighbourhood of the use cases' tests."""

import pytest

from tests.usecases.scene import Scene


@pytest.fixture
def scene() -> Scene:
    """Two property stewards, a grid worker and a secretary of 凤凰城; nobody on duty in 柳湖."""
    return Scene()
