"""The tables by which several processes share one database. With one process on SQLite they stay empty."""

from sqlalchemy import BigInteger, Column, String, Table

from storage.tables import _when, metadata

leases = Table(
    "leases",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("owner", String(80)),
    Column("epoch", BigInteger, nullable=False, server_default="0"),
    _when("until"),
)
"""What only one process may do at a time: send, and poll. `until` is the database's own clock; None: given back."""

lanes = Table(
    "lanes",
    metadata,
    Column("lane", BigInteger, primary_key=True, autoincrement=False),
    Column("owner", String(80)),
    Column("epoch", BigInteger, nullable=False, server_default="0"),
    _when("until"),
)
"""Chats whose updates a worker has in hand, or had lately: one row for each chat."""
