"""Faults asked for over HTTP."""

from datetime import datetime, timedelta

from simulator.faults import ANY, Faults
from simulator.refusals import JsonDict


def faults_from(faults: Faults, wanted: JsonDict, now: datetime) -> None:
    """Add to the plan what the body asks for.

    {"fail": {method, times, code, description, skip}, "flood": {method, times, retry_after, chat_id},
    "delay": {method, times, seconds}, "drop_before": {method, times, skip}, "drop_after": {…}, "latency": seconds,
    "flood_limits": bool, "down": seconds (0: up again)}; method defaults to any, times to one. ValueError for others.
    """
    unknown = set(wanted) - set(_ASKED) - {"latency", "flood_limits", "down"}
    if unknown:
        raise ValueError(f"no such fault: {', '.join(sorted(unknown))}")
    for name, ask in _ASKED.items():
        if name in wanted:
            ask(faults, wanted[name])
    if "latency" in wanted:
        faults.latency = float(wanted["latency"])
    if wanted.get("flood_limits"):
        faults.limit_floods()
    elif "flood_limits" in wanted:
        faults.allow_floods()
    if "down" in wanted:
        faults.go_down(now + timedelta(seconds=float(wanted["down"])))


def _fail(faults: Faults, ask: JsonDict) -> None:
    code, description = int(ask.get("code", 502)), str(ask.get("description", "Bad Gateway"))
    faults.fail(_method(ask), _times(ask), code=code, description=description, skip=int(ask.get("skip", 0)))


def _flood(faults: Faults, ask: JsonDict) -> None:
    faults.flood(_method(ask), _times(ask), retry_after=int(ask.get("retry_after", 5)), chat_id=ask.get("chat_id"))


def _delay(faults: Faults, ask: JsonDict) -> None:
    faults.delay(float(ask["seconds"]), _method(ask), _times(ask))


def _drop_before(faults: Faults, ask: JsonDict) -> None:
    faults.drop_before(_method(ask), _times(ask), int(ask.get("skip", 0)))


def _drop_after(faults: Faults, ask: JsonDict) -> None:
    faults.drop_after(_method(ask), _times(ask), int(ask.get("skip", 0)))


_ASKED = {"fail": _fail, "flood": _flood, "delay": _delay, "drop_before": _drop_before, "drop_after": _drop_after}


def _method(ask: JsonDict) -> str:
    return str(ask.get("method", ANY))


def _times(ask: JsonDict) -> int:
    return int(ask.get("times", 1))
