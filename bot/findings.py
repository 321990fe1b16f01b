"""What `gridbee check` has to say, line by line."""

from dataclasses import dataclass

from views.catalog import Words


@dataclass(frozen=True)
class Finding:
    """One line. `bad` ones make the command exit with 1."""

    line: str
    bad: bool = False
    warn: bool = False

    @property
    def mark(self) -> str:
        """✗ must be mended, ! should be looked at, ✓ is fine."""
        return "✗" if self.bad else "!" if self.warn else "✓"


class Findings:
    """Makes lines of keys of the catalog."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def good(self, key: str, **values: object) -> Finding:
        """Nothing to do."""
        return Finding(self.words.plain(f"program.check.{key}", **values))

    def warn(self, key: str, **values: object) -> Finding:
        """To be looked at."""
        return Finding(self.words.plain(f"program.check.{key}", **values), warn=True)

    def bad(self, key: str, **values: object) -> Finding:
        """To be mended."""
        return Finding(self.words.plain(f"program.check.{key}", **values), bad=True)
