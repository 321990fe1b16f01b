"""Every mistake in a taxonomy's table, each with the place where it is."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from domain.mistake import Mistake

FALLBACK = "suggestion.other"

# key -> (type, required); bool is refused where a number is meant, although Python calls it one.
_TOP = {"version": (int, True), "tie_break": (str, False), "urgency_words": (dict, False), "words": (dict, False)}
_LISTS = {"emergency": False, "role": True, "urgency": True, "category": True, "chatter": False}
_ROLE = {"slug": (str, True), "zh": (str, True), "en": (str, True), "note": (str, False)}
_EMERGENCY = {"number": (str, True), "zh": (str, True), "en": (str, True)}
_LEVEL = {
    "slug": (str, True),
    "zh": (str, True),
    "respond_h": (float, True),
    "resolve_h": (float, True),
    "note": (str, False),
}
_GROUP = {
    "slug": (str, True),
    "zh": (str, True),
    "en": (str, True),
    "default_role": (str, True),
    "kind": (str, False),
    "private": (bool, False),
    "sub": (list, True),
}
_SUB = {
    "slug": (str, True),
    "zh": (str, True),
    "en": (str, True),
    "role": (str, False),
    "second_role": (str, True),
    "urgency": (str, True),
    "respond_h": (float, True),
    "resolve_h": (float, True),
    "kind": (str, False),
    "private": (bool, False),
    "strong": (list, False),
    "objects": (list, False),
    "faults": (list, False),
    "avoid": (list, False),
    "if_words": (dict, False),
    "first": (bool, False),
}
_CHATTER = {"slug": (str, True), "zh": (str, True), "words": (list, True)}
_WORD_LISTS = ("strong", "objects", "faults", "avoid", "words")

Shape = Mapping[str, tuple[type, bool]]


def mistakes_in(table: Mapping[str, Any], *, urgencies: Sequence[str], kinds: Sequence[str]) -> list[Mistake]:
    """All mistakes of a parsed file: first those of its shape, then what its sound parts say wrongly of each other."""
    sound = _sound_parts(table)
    roles, groups = _slugs(sound["role"]), sound["category"]
    return [
        *_shape_of_file(table),
        *_doubles("role", roles),
        *_doubles("category", _slugs(groups)),
        *_doubles("category.sub", _slugs(sub for group in groups for sub in group["sub"])),
        *_doubles("chatter", _slugs(sound["chatter"])),
        *(_levels(sound["urgency"], urgencies) if sound["urgency"] else ()),
        *_words_by_urgency("urgency_words", sound["urgency_words"], [*urgencies, "soothe"]),
        *(line for name, words in sound["words"].items() for line in _word_list(f'words: "{name}"', words)),
        *_references(groups, sound["words"].keys()),
        *(line for group in groups for line in _group(group, roles, urgencies, kinds)),
        *(_fallback(groups) if groups else ()),
    ]


def _sound_parts(table: Mapping[str, Any]) -> dict[str, Any]:
    """The file without what has no right shape, so that the rest can be looked at all the same."""
    shapes: dict[str, Shape] = {"role": _ROLE, "urgency": _LEVEL, "chatter": _CHATTER, "category": _GROUP}
    sound: dict[str, Any] = {key: [_sound(one, shape) for one in _tables(table, key)] for key, shape in shapes.items()}
    for group in sound["category"]:
        group["sub"] = [_sound(one, _SUB) for one in _tables(group, "sub")]
    for key in ("urgency_words", "words"):
        sound[key] = table[key] if isinstance(table.get(key), dict) else {}
    return sound


def _tables(table: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    entries = table.get(key)
    return [one for one in entries if isinstance(one, dict)] if isinstance(entries, list) else []


def _sound(entry: Mapping[str, Any], shape: Shape) -> dict[str, Any]:
    return {key: entry[key] for key, (kind, _) in shape.items() if key in entry and _is(entry[key], kind)}


def wrong(place: str, what: str, **values: object) -> Mistake:
    """A mistake at a place of the file."""
    return Mistake(f"taxonomy.{what}", values, "taxonomy.where", {"place": place})


def _shape_of_file(table: Mapping[str, Any]) -> Iterator[Mistake]:
    lists = {key: (list, required) for key, required in _LISTS.items()}
    yield from _shape("file", table, {**_TOP, **lists})
    shapes: dict[str, Shape] = {"role": _ROLE, "emergency": _EMERGENCY, "urgency": _LEVEL, "chatter": _CHATTER}
    for key, shape in shapes.items():
        for place, entry in _entries(key, table.get(key)):
            yield from _shape(place, entry, shape)
    for place, group in _entries("category", table.get("category")):
        yield from _shape(place, group, _GROUP)
        subs = group.get("sub") if isinstance(group, dict) else None
        for inner, sub in _entries(f"{place}.sub", subs):
            yield from _shape(inner, sub, _SUB)


def _entries(key: str, value: object) -> Iterator[tuple[str, Any]]:
    """Each entry of a list of tables with the place to name: its slug where it has one, else its number."""
    for number, entry in enumerate(value if isinstance(value, list) else [], start=1):
        slug = entry.get("slug") if isinstance(entry, dict) else None
        yield (f'{key} "{slug}"' if isinstance(slug, str) else f"{key} no. {number}"), entry


def _shape(place: str, entry: object, shape: Shape) -> Iterator[Mistake]:
    if not isinstance(entry, dict):
        yield wrong(place, "not_a_table")
        return
    for key in entry.keys() - shape.keys():
        yield wrong(place, "unknown_key", name=key)
    for key, (kind, required) in shape.items():
        if key not in entry:
            if required:
                yield wrong(place, "missing", name=key)
        elif not _is(entry[key], kind):
            yield wrong(place, f"must_be_{kind.__name__}", name=key)
        elif kind is str and not entry[key].strip():
            yield wrong(place, "empty", name=key)
        elif kind is list and key in _WORD_LISTS:
            yield from _word_list(f'{place}: "{key}"', entry[key])


def _is(value: object, kind: type) -> bool:
    if isinstance(value, bool):
        return kind is bool
    return isinstance(value, int | float) if kind is float else isinstance(value, kind)


def _word_list(place: str, words: object) -> Iterator[Mistake]:
    if not isinstance(words, list):
        yield wrong(place, "no_list")
        return
    for word in words:
        if not isinstance(word, str) or not word.strip(" *"):
            yield wrong(place, "no_word", word=repr(word))
    yield from _doubles(place, [word for word in words if isinstance(word, str)])


def _references(groups: Iterable[Mapping[str, Any]], known: Collection[str]) -> Iterator[Mistake]:
    for sub in (sub for group in groups for sub in group["sub"]):
        for key in ("strong", "objects", "faults", "avoid"):
            for word in sub.get(key, ()):
                if isinstance(word, str) and word.startswith("@") and word[1:] not in known:
                    yield wrong(_place_of(sub), "no_such_words", name=key, word=word)


def _place_of(sub: Mapping[str, Any]) -> str:
    return f'category.sub "{sub.get("slug", "")}"'


def _doubles(place: str, names: Collection[str]) -> Iterator[Mistake]:
    for name, times in Counter(names).items():
        if times > 1:
            yield wrong(place, "double", name=name, times=times)


def _slugs(entries: Iterable[Mapping[str, Any]]) -> list[str]:
    return [entry["slug"] for entry in entries if "slug" in entry]


def _levels(levels: Sequence[Mapping[str, Any]], urgencies: Sequence[str]) -> Iterator[Mistake]:
    slugs = _slugs(levels)
    yield from _doubles("urgency", slugs)
    for slug in slugs:
        if slug not in urgencies:
            yield wrong(f'urgency "{slug}"', "unknown_level", known=", ".join(urgencies))
    for slug in urgencies:
        if slug not in slugs:
            yield wrong(f'urgency "{slug}"', "level_missing")
    for level in levels:
        yield from _hours(f'urgency "{level.get("slug", "")}"', level)


def _hours(place: str, entry: Mapping[str, Any]) -> Iterator[Mistake]:
    respond, resolve = entry.get("respond_h"), entry.get("resolve_h")
    if respond is not None and resolve is not None and not 0 < respond <= resolve:
        yield wrong(place, "hours", respond=respond, resolve=resolve)


def _words_by_urgency(place: str, table: Mapping[str, Any], levels: Sequence[str]) -> Iterator[Mistake]:
    for level, words in table.items():
        if level not in levels:
            yield wrong(place, "unknown_word_level", value=level, known=", ".join(levels))
        yield from _word_list(f'{place}: "{level}"', words)


def _group(
    group: Mapping[str, Any], roles: Collection[str], urgencies: Sequence[str], kinds: Sequence[str]
) -> Iterator[Mistake]:
    place = f'category "{group.get("slug", "")}"'
    yield from _one_of(place, "default_role", group, roles)
    yield from _one_of(place, "kind", group, kinds)
    for sub in group["sub"]:
        place = _place_of(sub)
        if {"slug"} <= group.keys() & sub.keys() and not sub["slug"].startswith(f"{group['slug']}."):
            yield wrong(place, "slug_start", start=f"{group['slug']}.")
        yield from _one_of(place, "role", sub, roles)
        yield from _one_of(place, "second_role", sub, roles)
        yield from _one_of(place, "kind", sub, kinds)
        yield from _one_of(place, "urgency", sub, urgencies)
        yield from _hours(place, sub)
        yield from _words_by_urgency(f"{place}: if_words", sub.get("if_words", {}), urgencies)
        if bool(sub.get("objects")) != bool(sub.get("faults")):
            yield wrong(place, "halves")


def _one_of(place: str, key: str, entry: Mapping[str, Any], allowed: Collection[str]) -> Iterator[Mistake]:
    if allowed and key in entry and entry[key] not in allowed:
        yield wrong(place, "one_of", name=key, value=entry[key], known=", ".join(allowed))


def _fallback(groups: Iterable[Mapping[str, Any]]) -> Iterator[Mistake]:
    if FALLBACK not in {sub.get("slug") for group in groups for sub in group["sub"]}:
        yield wrong(f'category.sub "{FALLBACK}"', "fallback")
