"""The ready-made photos by name: seven troubles of a neighbourhood and their repairs; demo/photos draws them."""

from dataclasses import dataclass

UPRIGHT = (960, 1280)
"""What somebody else's phone makes of the same place: pixels."""

_PAIRS = (
    ("bin_broken", "bin_fixed"),
    ("manhole_open", "manhole_fixed"),
    ("stairwell_dark", "stairwell_lit"),
    ("ebikes_blocking", "ebikes_cleared"),
    ("corridor_cluttered", "corridor_cleared"),
    ("pipe_leaking", "pipe_fixed"),
    ("lamp_broken", "lamp_fixed"),
)


@dataclass(frozen=True)
class Sample:
    """A photo to choose from. `trouble` names the photo of what this one repairs, if it shows a repair."""

    name: str
    trouble: str | None = None

    @property
    def caption_key(self) -> str:
        """What a neighbour would write under it, in the catalogs."""
        return f"picture.sample.{self.name}"


SAMPLES = tuple(one for name, repaired in _PAIRS for one in (Sample(name), Sample(repaired, trouble=name)))
