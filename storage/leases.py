"""What only one process may do at a time, held by a row: taken, renewed, given back, and shown with each step.

Only PostgreSQL is shared by processes, and its clock decides. domain/lease.py has the rules.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CTE, DateTime, Select, func, select, update

from domain.lease import Hold, Lease
from storage.lease_tables import leases
from storage.unit import Unit

_row = leases.c


def take(unit: Unit, name: str, owner: str, length: timedelta) -> Hold | None:
    """Take a lease that is free; None while somebody's time runs. Waits for what is being done under it right now."""
    unit.insert_new(leases, [{"name": name}])
    lease, now = _locked(unit, name, alone=True)
    taken = lease.taken(owner, now, length)
    if taken is None:
        return None
    _write(unit, name, taken)
    return Hold(name, owner, taken.epoch)


def renew(unit: Unit, hold: Hold, length: timedelta) -> bool:
    """More time for a hold; False when it does not count any more. Waits for nothing that is done under it."""
    lease, now = _locked(unit, hold.name)
    return _write(unit, hold.name, lease.renewed(hold.owner, hold.epoch, now, length))


def give_back(unit: Unit, hold: Hold) -> bool:
    """Free the lease for others at once; False when it was lost already."""
    lease, _ = _locked(unit, hold.name)
    return _write(unit, hold.name, lease.given_back(hold.owner, hold.epoch))


def counts(unit: Unit, hold: Hold) -> bool:
    """Whether a hold counts; nobody else takes the lease until the commit."""
    return unit.execute(_showing(hold.name, hold.owner, hold.epoch)).first() is not None


def shown(name: Any, owner: Any, epoch: Any) -> CTE:
    """A row if a hold counts, to be asked for by a statement that may only run under it, as `counts` tells."""
    return _showing(name, owner, epoch).cte("shown")


def every(unit: Unit) -> list[Any]:
    """All leases: name, owner, epoch, until, and whether they are free."""
    return list(unit.execute(select(leases, (_row.until.is_(None) | (_row.until <= moment())).label("free"))))


def moment() -> Any:
    """The database's own clock at this very moment."""
    return func.clock_timestamp(type_=DateTime(timezone=True))


def _locked(unit: Unit, name: str, *, alone: bool = False) -> tuple[Lease, datetime]:
    query = select(_row.owner, _row.epoch, _row.until, moment().label("now")).where(_row.name == name)
    row = unit.execute(query.with_for_update(key_share=not alone)).one()
    return Lease(row.owner, row.epoch, row.until), row.now


def _showing(name: Any, owner: Any, epoch: Any) -> Select[Any]:
    # The weakest lock: it keeps off whoever takes the lease, but not the renewing, which would starve under it.
    held = (_row.name == name, _row.owner == owner, _row.epoch == epoch, _row.until.is_not(None))
    return select(_row.name).where(*held).with_for_update(read=True, key_share=True)


def _write(unit: Unit, name: str, lease: Lease | None) -> bool:
    if lease is None:
        return False
    news = {"owner": lease.owner, "epoch": lease.epoch, "until": lease.until}
    unit.execute(update(leases).where(_row.name == name).values(news))
    return True
