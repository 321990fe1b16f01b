"""A mistake in a file that an operator wrote: words are in the catalogs, here are the key and the values."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Mistake:
    """What is wrong, as a key of the catalogs and its values; and `where` it stands, as a key and values as well."""

    key: str
    values: dict[str, object] = field(default_factory=dict)
    where: str = "areas.where.file"
    place: dict[str, object] = field(default_factory=dict)
