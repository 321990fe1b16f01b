"""A database in memory with the newest tables, for tests that need nothing else: they are created once and copied."""

import sqlite3
from functools import cache
from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import StaticPool

from storage import tables


def memory_engine() -> Engine:
    """An engine on a database of its own, empty but for its tables."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    _driver(engine).deserialize(_image())
    return engine


@cache
def _image() -> bytes:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    tables.metadata.create_all(engine)
    image = _driver(engine).serialize()
    engine.dispose()
    return image


def _driver(engine: Engine) -> sqlite3.Connection:
    pooled: Any = engine.raw_connection()
    driver: sqlite3.Connection = pooled.driver_connection
    pooled.close()
    return driver
