"""One spelling for the many ways in which people type."""

import unicodedata


def normalise(text: str) -> str:
    """`text` in half width and lower case, without doubled spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())
