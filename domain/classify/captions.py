"""The labelled captions that ship with the program: what the learned part is trained from and measured on."""

from importlib import resources
from typing import NamedTuple

NONE = "none"  # the label of chatter


class Caption(NamedTuple):
    """A caption and what a person said of it; `category` and `urgency` are "none" for chatter."""

    text: str
    category: str
    urgency: str
    building: str
    unit: str
    floor: str


def labelled(name: str) -> tuple[Caption, ...]:
    """The captions of the set `name` (development, test, fresh, unseen, short, last), in the file's order."""
    lines = resources.files("data").joinpath("captions", f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(Caption._make(line.split("\t")) for line in lines[1:] if line)
