"""Patterns from plain lists of words."""

import re


def any_of(words: str) -> str:
    """A pattern for one of `words`, parted by blanks; `_` stands for a blank inside an English phrase.

    Longer words must come before the shorter ones that they begin with.
    """
    return "(?:" + "|".join(re.escape(word.replace("_", " ")) for word in words.split()) + ")"
