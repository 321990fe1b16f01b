"""What stands behind the scenes has words, wherever a visitor goes."""

import pytest

from demo.behind import called
from views.catalog import LANGUAGES, Catalogs
from views.registry import VIEWS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_called_something(language: str) -> None:
    """Also those that the first scenes do not come to: reminders, points, the shop."""
    words = Catalogs()(language)
    nameless = [view for view in sorted({*VIEWS, "case.climbed", "ops.calendar"}) if "." in called(view, words)]
    assert nameless == []
