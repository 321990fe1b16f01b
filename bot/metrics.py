"""What the program shows to Prometheus: the tables' depths and this process's counts, in its text format."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import PROCESS_COLLECTOR, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from bot.tally import OURS, Spread, Tally
from bot.verdicts import Verdict
from storage.pulse import Pulse, Waiting
from storage.unit import Priority

Counts = dict[tuple[str, ...], int]


@dataclass(frozen=True)
class Seen:
    """Everything that one answer is made of. `pulse` is None while the database is away."""

    now: datetime
    version: str
    pulse: Pulse | None
    tally: Tally
    round_at: float | None
    loop_lag: float
    disks: dict[str, int]
    photo_store: bool


def exposition(seen: Seen) -> bytes:
    """The answer to a scrape."""
    return generate_latest(_Page(seen))


class _Page(Collector):
    def __init__(self, seen: Seen) -> None:
        self._seen = seen

    def collect(self) -> Iterator[Metric]:
        """All families, the process's own last."""
        seen = self._seen
        yield _labelled("gridbee_build", "The program's version.", "version", {seen.version: 1})
        yield GaugeMetricFamily("gridbee_database_up", "1 while the database answers.", value=seen.pulse is not None)
        yield GaugeMetricFamily("gridbee_photo_store_up", "1 while photos can be stored.", value=seen.photo_store)
        yield _labelled("gridbee_disk_free_bytes", "Free bytes where it is kept.", "of", seen.disks)
        if seen.pulse is not None:
            yield from _depths(seen.pulse, seen.now)
        yield from _loops(seen)
        yield from _counts(seen.tally)
        yield from PROCESS_COLLECTOR.collect()


def _depths(pulse: Pulse, now: datetime) -> Iterator[Metric]:
    inbox = {"new": pulse.inbox.count, "parked": pulse.parked}
    yield _labelled("gridbee_inbox_updates", "Updates not handled yet, or parked.", "state", inbox)
    outbox = {"owed": pulse.owed.count, "held": pulse.held}
    yield _labelled("gridbee_outbox_messages", "Messages owed, or held until their time.", "state", outbox)
    jobs = {"due": pulse.due.count, "later": pulse.later}
    yield _labelled("gridbee_jobs", "Jobs due, or waiting for their time.", "state", jobs)
    ages = {"inbox": pulse.inbox, "outbox": pulse.owed, "jobs": pulse.due, "clock": pulse.alarms}
    seconds = {name: _age(one, now) for name, one in ages.items()}
    yield _labelled("gridbee_oldest_seconds", "How long the oldest that could be dealt with has waited.", "of", seconds)
    cases = {"clock_runs": pulse.clocked, "overdue": pulse.overdue, "unrouted": pulse.unrouted}
    yield _labelled("gridbee_cases", "Cases whose clock runs; of these the overdue and unrouted.", "state", cases)


def _loops(seen: Seen) -> Iterator[Metric]:
    lag = "The event loop's longest delay in the last minute."
    yield GaugeMetricFamily("gridbee_loop_lag_seconds", lag, value=seen.loop_lag)
    since = {"getUpdates": seen.tally.polled_at, "round": seen.round_at}
    ticks = {name: time.monotonic() - at for name, at in since.items() if at is not None}
    yield _labelled("gridbee_since_seconds", "Seconds since the last success of a loop.", "of", ticks)


def _counts(tally: Tally) -> Iterator[Metric]:
    yield CounterMetricFamily("gridbee_updates_received", "Updates that Telegram brought.", value=tally.received)
    yield CounterMetricFamily("gridbee_updates_parked", "Updates that could not be handled.", value=tally.parked)
    sent: Counts = {(one.name.lower(),): tally.sent[one.name.lower()] for one in Priority}
    yield _counted("gridbee_messages_sent", "Messages and edits that Telegram took.", ["priority"], sent)
    kinds = [one.name.lower() for one in Verdict] + [OURS]  # those that are still 0 as well, so that an increase shows
    refused: Counts = {(kind,): tally.refused[kind] for kind in kinds}
    yield _counted("gridbee_messages_refused", "What Telegram did not take, by what followed.", ["verdict"], refused)
    yield _counted("gridbee_jobs_run", "Jobs done, or to be tried again.", ["kind", "end"], dict(tally.jobs.items()))
    yield _histogram("gridbee_update_handling_seconds", "From taking an update up to its commit.", tally.handled)
    yield _histogram("gridbee_telegram_seconds", "How long Telegram took for a message.", tally.posted)
    yield _histogram("gridbee_message_wait_seconds", "From owing a message to Telegram's taking it.", tally.waited)
    yield _histogram("gridbee_database_commit_seconds", "How long commits took.", tally.committed)


def _labelled(name: str, meaning: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(name, meaning, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def _counted(name: str, meaning: str, labels: list[str], values: Counts) -> Metric:
    family = CounterMetricFamily(name, meaning, labels=labels)
    for key, number in sorted(values.items()):
        family.add_metric(list(key), number)
    return family


def _histogram(name: str, meaning: str, spread: Spread) -> Metric:
    buckets, total = [], 0
    for bound, number in zip((*map(str, spread.bounds), "+Inf"), spread.counts, strict=True):
        total += number
        buckets.append((bound, float(total)))
    return HistogramMetricFamily(name, meaning, buckets=buckets, sum_value=spread.total)


def _age(one: Waiting, now: datetime) -> float:
    return max(0.0, (now - one.since).total_seconds()) if one.since else 0.0
