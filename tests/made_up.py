"""Rows as tests need them when only a few of their columns matter."""

from datetime import datetime
from typing import Any

from domain.case import Case, Status


def new_case(community_id: int, filed_at: datetime, **more: Any) -> Case:
    """A case that has no number yet, filed in a community and due at once; `more` are other values for its fields."""
    usual = {
        "id": 0, "area_id": community_id, "kind": "problem", "category": "other", "urgency": "normal", "title": "灯坏了",
        "private": False, "status": Status.FILED, "respond_by": filed_at, "resolve_by": filed_at,
        "first_resolve_by": filed_at,
    }  # fmt: skip
    return Case(**{**usual, "community_id": community_id, "filed_at": filed_at, **more})  # type: ignore[arg-type]
