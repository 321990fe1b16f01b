"""Statements that are built once: putting an expression together costs three times what asking it costs."""

from collections.abc import Callable
from inspect import signature
from typing import Any, Concatenate, ParamSpec, get_origin

from sqlalchemy import JSON, Executable, bindparam, func, select

from storage.quick import Found, Kept, Row
from storage.unit import Unit

P = ParamSpec("P")


def kept(build: Callable[P, Executable]) -> Callable[Concatenate[Unit, P], Found]:
    """Turn a function that writes a statement into one that runs it on a unit.

    It is called once, with bound parameters in place of its arguments; so it may compare with them and set columns to
    them, but not look at them. An argument annotated as a list is for `in_`.
    """
    return _kept(build)


def remembered(
    of: Callable[[Row], Any],
) -> Callable[[Callable[P, Executable]], Callable[Concatenate[Unit, P], Found]]:
    """As `kept`, for a SELECT from nothing but areas, people, grants, chats: SQLite's writer remembers what it finds.

    That is not rows, but what `of` makes of each; nobody may change it.
    """
    return lambda build: _kept(build, of)


def _kept(
    build: Callable[P, Executable], of: Callable[[Row], Any] | None = None
) -> Callable[Concatenate[Unit, P], Found]:
    names = {name: f"given_{name}" for name in signature(build).parameters}
    keys = tuple(names.values())

    def statement(dialect: str) -> Executable:
        given: dict[str, Any] = {
            name: _list_of(names[name], dialect) if get_origin(one.annotation) is list else bindparam(names[name])
            for name, one in signature(build).parameters.items()
        }
        return build(**given)  # type: ignore[call-arg]  # the checker cannot see that these are all of P

    known = Kept(statement, of=of)

    def run(unit: Unit, /, *values: P.args, **named: P.kwargs) -> Found:
        bound = dict(zip(keys, values, strict=False))
        if named:
            bound |= {names[name]: value for name, value in named.items()}
        return unit.run(known, bound)

    return run


def _list_of(name: str, dialect: str) -> Any:
    """What `in_` takes. SQLite reads the list from one JSON value, so that the text is the same however long it is."""
    if dialect != "sqlite":
        return bindparam(name, expanding=True)
    return select(func.json_each(bindparam(name, type_=JSON)).table_valued("value").c.value)
