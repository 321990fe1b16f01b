"""What can be reported: categories, who is responsible for each, how urgent it is and the words that give it away.

All of it is data (data/taxonomy.toml, or the operator's own file); `load` refuses a file with its mistakes named.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any

from domain.mistake import Mistake
from domain.taxonomy_check import FALLBACK, mistakes_in, wrong


class Urgency(StrEnum):
    """How soon somebody has to come; critical shows the emergency numbers at once."""

    CRITICAL = "critical"
    URGENT = "urgent"
    NORMAL = "normal"
    LOW = "low"


class Kind(StrEnum):
    """What sort of matter a case is; disputes are always private."""

    PROBLEM = "problem"
    NEED = "need"
    SUGGESTION = "suggestion"
    DISPUTE = "dispute"


class TaxonomyError(Exception):
    """The file can't be used; `mistakes` are all that are in it."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("; ".join(f"{one.place.get('place')}: {one.key}" for one in mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True)
class RoleName:
    """A role that can be responsible, in both languages."""

    slug: str
    zh: str
    en: str


@dataclass(frozen=True)
class EmergencyNumber:
    """A public emergency number and whom it calls."""

    number: str
    zh: str
    en: str


@dataclass(frozen=True)
class Level:
    """The usual promise of an urgency, in clock hours."""

    urgency: Urgency
    zh: str
    respond_h: float
    resolve_h: float


@dataclass(frozen=True)
class Group:
    """A top-level category; its sub-categories' slugs start with `slug` and a dot."""

    slug: str
    zh: str
    en: str
    default_role: str


@dataclass(frozen=True)
class Category:
    """A sub-category: names, who answers, the promise in clock hours, and the words that give it away.

    One of `strong` is enough evidence; `objects` and `faults` speak together; `avoid` speaks against.
    `if_words` moves the urgency when one of the words is there, tried in the order given.
    `first`: said plainly beside a milder matter, it comes first.
    """

    slug: str
    zh: str
    en: str
    role: str
    second_role: str
    urgency: Urgency
    respond_h: float
    resolve_h: float
    kind: Kind
    private: bool
    strong: tuple[str, ...]
    objects: tuple[str, ...]
    faults: tuple[str, ...]
    avoid: tuple[str, ...] = ()
    if_words: tuple[tuple[Urgency, tuple[str, ...]], ...] = ()
    first: bool = False

    def name(self, language: str) -> str:
        """The name in `language`: Chinese for any code that starts with zh, English otherwise."""
        return self.zh if language.startswith("zh") else self.en

    @property
    def group(self) -> str:
        """The slug of the top-level category."""
        return self.slug.partition(".")[0]


@dataclass(frozen=True)
class Chatter:
    """A sort of message that is not a report, and the words that give it away."""

    slug: str
    zh: str
    words: tuple[str, ...]


@dataclass(frozen=True, eq=False)  # two are the same only when they are one: models are kept by taxonomy
class Taxonomy:
    """A whole, checked taxonomy; mappings keep the file's order and can't be changed."""

    categories: Mapping[str, Category]
    groups: Mapping[str, Group]
    roles: Mapping[str, RoleName]
    levels: Mapping[Urgency, Level]
    emergency: tuple[EmergencyNumber, ...]
    chatter: Mapping[str, Chatter]
    urgency_words: Mapping[str, tuple[str, ...]]

    def category(self, slug: str) -> Category:
        """The sub-category called `slug`. Raises KeyError when there is none."""
        return self.categories[slug]

    @property
    def fallback(self) -> Category:
        """Where a report goes that fits nowhere."""
        return self.categories[FALLBACK]

    def role_called(self, words: str) -> str:
        """The slug of a role that was called by one of its names in either language; other words as they are."""
        said = words.strip()
        for role in self.roles.values():
            if said.lower() in (role.slug, role.en.lower()) or said in (role.zh, *role.zh.split("/")):
                return role.slug
        return _SUPERVISORS.get(said.lower(), said)

    def urgency_called(self, words: str) -> Urgency | None:
        """The urgency of a name."""
        return next((one.urgency for one in self.levels.values() if words in (one.urgency, one.zh)), None)

    def hours(self, category: Category, urgency: Urgency) -> tuple[float, float]:
        """Respond-by and resolve-by in clock hours when words made `category` more or less urgent than usual."""
        order = list(Urgency)
        level = self.levels[urgency]
        if urgency == category.urgency:
            return category.respond_h, category.resolve_h
        choose = min if order.index(urgency) < order.index(category.urgency) else max
        return choose(category.respond_h, level.respond_h), choose(category.resolve_h, level.resolve_h)


_SUPERVISORS = {
    "书记": "secretary", "网格长": "secretary", "楼栋长": "building_head", "街道部门": "street_dept",
    "building head": "building_head",
}  # fmt: skip
"""Names of roles that no category is given to, and short ones."""


def load(path: Path | None = None) -> Taxonomy:
    """The taxonomy in `path` (None: the project's own). Raises TaxonomyError naming every mistake, OSError."""
    return _own() if path is None else _parsed(path)


@cache
def _own() -> Taxonomy:
    """The project's own taxonomy; it ships with the code, so reading it once is enough."""
    return _parsed(resources.files("data").joinpath("taxonomy.toml"))


def _parsed(source: Traversable) -> Taxonomy:
    try:
        table = tomllib.loads(source.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TaxonomyError((wrong("TOML", "not_toml", reason=str(error)),)) from error
    if mistakes := mistakes_in(table, urgencies=tuple(Urgency), kinds=tuple(Kind)):
        raise TaxonomyError(tuple(mistakes))
    return _built(table)


# `mistakes_in` found nothing, so the builders below may rely on the table's shape.


def _built(table: dict[str, Any]) -> Taxonomy:
    shared = table.get("words", {})
    subs = [_category(group, sub, shared) for group in table["category"] for sub in group["sub"]]
    groups = [Group(g["slug"], g["zh"], g["en"], g["default_role"]) for g in table["category"]]
    roles = [RoleName(r["slug"], r["zh"], r["en"]) for r in table["role"]]
    levels = [Level(Urgency(u["slug"]), u["zh"], u["respond_h"], u["resolve_h"]) for u in table["urgency"]]
    chatter = [Chatter(c["slug"], c["zh"], tuple(c["words"])) for c in table.get("chatter", [])]
    return Taxonomy(
        categories=MappingProxyType({c.slug: c for c in subs}),
        groups=MappingProxyType({g.slug: g for g in groups}),
        roles=MappingProxyType({r.slug: r for r in roles}),
        levels=MappingProxyType({level.urgency: level for level in levels}),
        emergency=tuple(EmergencyNumber(e["number"], e["zh"], e["en"]) for e in table.get("emergency", [])),
        chatter=MappingProxyType({c.slug: c for c in chatter}),
        urgency_words=MappingProxyType({k: tuple(v) for k, v in table.get("urgency_words", {}).items()}),
    )


def _category(group: dict[str, Any], sub: dict[str, Any], shared: dict[str, list[str]]) -> Category:
    return Category(
        slug=sub["slug"],
        zh=sub["zh"],
        en=sub["en"],
        role=sub.get("role", group["default_role"]),
        second_role=sub["second_role"],
        urgency=Urgency(sub["urgency"]),
        respond_h=float(sub["respond_h"]),
        resolve_h=float(sub["resolve_h"]),
        kind=Kind(sub.get("kind", group.get("kind", Kind.PROBLEM))),
        private=bool(sub.get("private", group.get("private", False))),
        strong=_words(sub.get("strong", ()), shared),
        objects=_words(sub.get("objects", ()), shared),
        faults=_words(sub.get("faults", ()), shared),
        avoid=_words(sub.get("avoid", ()), shared),
        if_words=tuple((Urgency(level), tuple(words)) for level, words in sub.get("if_words", {}).items()),
        first=bool(sub.get("first", False)),
    )


def _words(words: Iterable[str], shared: dict[str, list[str]]) -> tuple[str, ...]:
    """`words` with each `@name` replaced by the shared list of that name; every word once, in order."""
    spread = (shared[word[1:]] if word.startswith("@") else [word] for word in words)
    return tuple(dict.fromkeys(word for part in spread for word in part))
