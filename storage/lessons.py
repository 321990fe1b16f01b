"""What people corrected: which captions were about what, for the classifier to learn from again after a start."""

from typing import Any

from sqlalchemy import ColumnElement, literal_column, select

from domain.case import Happened
from storage import tables
from storage.unit import Unit

MOST = 2000
"""So many cases that were corrected last are learnt from again: a second of work at most."""
_CORRECTED: ColumnElement[Any] = literal_column(f"'{Happened.RECATEGORISED.value}'")
"""Written out, since SQLite knows an index over a part of the table only by the same words."""
_event = tables.events.c
_report = tables.reports.c


def corrections(unit: Unit) -> list[tuple[str, str]]:
    """The words of each case that a person put into another category, with that category's slug; oldest first.

    What a person did not say, and what was erased since, teaches nothing.
    """
    query = (
        select(_event.case_id, _event.facts)
        .where(_event.kind == _CORRECTED)
        .order_by(_event.id.desc())
        .limit(MOST)
    )
    told: dict[int, str] = {}
    for row in unit.execute(query):
        if not row.facts.get("reworded"):
            told.setdefault(row.case_id, str(row.facts.get("is", "")))
    texts = _texts(unit, list(told))
    return [(texts[case_id], told[case_id]) for case_id in reversed(told) if case_id in texts]


def _texts(unit: Unit, case_ids: list[int]) -> dict[int, str]:
    """What the first report of each case says."""
    found: dict[int, str] = {}
    query = (
        select(_report.case_id, _report.text)
        .where(_report.case_id.in_(case_ids), _report.text != "", _report.withdrawn_at.is_(None))
        .order_by(_report.id)
    )
    for row in unit.execute(query):
        found.setdefault(row.case_id, row.text)
    return found
