"""docs/scaling.md: the measured figures stand there as a table, from which the arithmetic and the simulation start."""

import os
import platform
import re
from datetime import UTC, datetime
from pathlib import Path

from bench.scale.measure import Figures
from bench.scale.places import PEAK, PLACES, Need, Place, need_of
from bench.scale.simulate import Seen

MEANING = {
    "reports_one_worker": "reports a second, one worker (handled and routed; no photo)",
    "reports_two_workers": "the same, two workers",
    "report_ms": "a worker's processor for a report, ms",
    "report_database_ms": "PostgreSQL's processor for it, ms",
    "chatter_one_worker": "messages that are left alone, a second, one worker",
    "chatter_ms": "a worker's processor for such a message, ms",
    "chatter_database_ms": "PostgreSQL's processor for it, ms",
    "inserts": "updates a second that one webhook receiver committed and answered, 40 connections",
    "receiver_ms": "a receiver's processor for an update, ms",
    "receiver_database_ms": "PostgreSQL's processor for it, ms",
    "messages": "messages a second, one sender, limits off",
    "sender_ms": "a sender's processor for a message, ms",
    "sender_database_ms": "PostgreSQL's processor for it, ms",
    "digest_ms": "a sender's processor for a digest with its picture, ms",
    "case_worker_ms": "a worker's processor for a case's whole life with its photo, ms",
    "case_database_ms": "PostgreSQL's processor for it, all processes together, ms",
    "updates_per_case": "updates from Telegram in a case's life",
    "calls_per_case": "messages, edits and reactions in a case's life",
    "commits_per_case": "commits in a case's life",
    "case_log_bytes": "write-ahead log of a case's life, bytes",
    "case_bytes": "what a case leaves in the database, packed, bytes",
    "photo_bytes": "a detailed camera photo as it is kept, bytes",
}


def read_figures(page: Path) -> Figures:
    """The measured figures, as they stand in the page."""
    rows = re.findall(r"^\| `(\w+)` \| ([\d.e+]+) \|", page.read_text(encoding="utf-8"), re.MULTILINE)
    return Figures(**{name: float(value) for name, value in rows})


def put(page: Path, block: str, text: str) -> None:
    """Write what stands between the marks of a block anew."""
    marks = f"<!-- {block} -->", f"<!-- /{block} -->"
    whole = page.read_text(encoding="utf-8")
    head, rest = whole.split(marks[0])
    _, tail = rest.split(marks[1])
    page.write_text(f"{head}{marks[0]}\n{text.strip()}\n{marks[1]}{tail}", encoding="utf-8")


def measured_table(found: Figures, command: str) -> str:
    """What was measured, where, and how."""
    version = platform.python_version()
    where = f"{os.cpu_count()} cores, Python {version}, PostgreSQL on the same machine, {datetime.now(UTC):%Y-%m-%d}"
    lines = [f"`{command}` on {where}:", "", "| figure | | what it is |", "|---|---:|---|"]
    lines += [f"| `{name}` | {value:g} | {MEANING[name]} |" for name, value in found.rounded().items()]
    return "\n".join([*lines, "", _two_workers(found, os.cpu_count() or 1)])


BUSY = 0.7
"""A worker that uses so much of a core is held up by little else."""


def _two_workers(found: Figures, cores: int) -> str:
    """The ratio, and what these cores allow."""
    ratio, both = found.reports_two_workers / found.reports_one_worker, found.report_ms + found.report_database_ms
    alone, all_cores = 1000 / found.report_ms, cores * 1000 / both
    used = min(1.0, found.reports_one_worker / alone)
    and_so = (
        "; the rest of the time it waited, for PostgreSQL's commits and for cores that others used, and so a second one"
        " adds" if used < BUSY else ", and PostgreSQL much of the others: little is left for a second one"
    )  # fmt: skip
    return (
        f"Two workers ÷ one: **{ratio:.2f}**. One worker used {used:.0%} of a core{and_so}."
        f" A report takes {found.report_ms:.1f} ms of a worker's core and {found.report_database_ms:.1f} ms of"
        f" the database's: {cores} cores that do nothing else carry {all_cores:.0f} reports a second however many"
        f" workers there are, and one worker {alone:.0f}. Where nothing but these processors limits, the ratio is"
        f" {min(2.0, all_cores / alone):.2f} at most; with a core for each worker and one for PostgreSQL it is 2."
    )


def arithmetic_table(found: Figures) -> str:
    """What each place needs."""
    rows = {
        "households": lambda p, _: f"{p.households:,}",
        "tokens": lambda p, _: f"{p.tokens}",
        "reports a day": lambda p, _: f"{p.reports_a_day:,.0f}",
        "other messages a day": lambda p, _: f"{p.chatter_a_day:,.0f}",
        "updates a second, fullest hour": lambda _, n: f"{n.updates_peak:.1f}",
        "messages, edits, reactions a day": lambda _, n: f"{n.calls_day:,.0f}",
        "the same a second, fullest hour, each token": lambda p, n: f"{n.calls_peak / p.tokens:.2f} of 28",
        "cores of workers, fullest hour": lambda _, n: f"{n.worker_cores:.2f}",
        "cores of receivers": lambda _, n: f"{n.receiver_cores:.2f}",
        "cores of senders": lambda _, n: f"{n.sender_cores:.2f}",
        "cores of PostgreSQL": lambda _, n: f"{n.database_cores:.2f}",
        "worker processes": lambda _, n: f"{n.workers}",
        "receiver processes": lambda _, n: f"{n.receivers}",
        "commits a second, fullest hour": lambda _, n: f"{n.commits_peak:.0f}",
        "write-ahead log a day": lambda _, n: _bytes(n.log_day),
        "database after a year": lambda _, n: _bytes(n.database_year),
        "photos kept (two a case, 200 days)": lambda _, n: _bytes(n.photos_kept),
    }
    needs: list[tuple[Place, Need]] = [(place, need_of(place, found)) for place in PLACES]
    lines = [f"| | {' | '.join(place.name for place, _ in needs)} |", f"|---|{'---:|' * len(needs)}"]
    lines += [f"| {name} | {' | '.join(show(*one) for one in needs)} |" for name, show in rows.items()]
    return "\n".join([*lines, "", f"The fullest hour has {PEAK:.1f} times an average hour's traffic."])


def simulated_table(days: dict[str, Seen]) -> str:
    """What people waited, in virtual time."""
    head = "| a day of one token | sent | fullest hour | receipt p50 | p99 | worst | over 60 s | digests done after |"
    lines = [head, "|---|---:|---:|---:|---:|---:|---:|---:|"]
    lines += [
        f"| {name} | {seen.messages:,} | {seen.fullest_hour:.0%} | {seen.receipt_p50:.1f} s |"
        f" {seen.receipt_p99:.1f} s | {seen.receipt_worst:.0f} s | {seen.late:,} | {seen.digests_done / 60:.1f} min |"
        for name, seen in days.items()
    ]
    return "\n".join(lines)


def _bytes(count: float) -> str:
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if count < 1000 or unit == "TB":  # noqa: PLR2004  a thousand
            return f"{count:.3g} {unit}"
        count /= 1000
    raise AssertionError("the last unit holds everything")
