"""The alert rules ask for what the program really shows; whether Prometheus takes them whole, only promtool could say."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import Seen, exposition
from bot.tally import Tally
from storage.pulse import Pulse, Waiting

NOW = datetime(2026, 5, 12, 4, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
RULES: list[dict[str, Any]] = yaml.safe_load((ROOT / "docs" / "alerts.yml").read_text(encoding="utf-8"))["groups"][0]["rules"]


def shown() -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """Every sample of a program that has just begun to work."""
    tally = Tally()
    tally.polled(3)
    waiting = Waiting(2, NOW - timedelta(seconds=90))
    pulse = Pulse("0001", waiting, 1, waiting, 1, waiting, 5, 9, 3, 1, Waiting())
    seen = Seen(NOW, "0.1.0", pulse, tally, 0.0, 0.01, {"database": 5}, photo_store=True)
    families = text_string_to_metric_families(exposition(seen).decode())
    return {(one.name, frozenset(one.labels.items())): one.value for family in families for one in family.samples}


def selectors(node: Any) -> list[Any]:
    """The selectors of an expression, wherever in it."""
    if isinstance(node, promql_parser.VectorSelector):
        return [node]
    parts = [getattr(node, name, None) for name in ("lhs", "rhs", "expr", "vector_selector", "args")]
    nested = [part for one in parts for part in (one if isinstance(one, list) else [one]) if part is not None]
    return [found for part in nested for found in selectors(part)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_every_rule_asks_for_samples_that_are_there(rule: dict[str, Any]) -> None:
    """The expression is PromQL, and each of its selectors finds something to compare from the first scrape on."""
    samples = shown()
    found = selectors(promql_parser.parse(rule["expr"]))
    assert found
    for selector in found:
        wanted = {(one.name, str(one.op), one.value) for one in selector.matchers.matchers if one.name != "job"}
        named = [labels for name, labels in samples if name == selector.name]
        assert named or selector.name == "up", selector.name
        for label, _, value in wanted:
            for alternative in value.split("|"):
                assert any((label, alternative) in labels for labels in named), (selector.name, label, alternative)
    assert rule["labels"]["severity"] in ("critical", "warning")
    assert set(rule) <= {"alert", "expr", "for", "labels", "annotations"}


@pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not installed (Debian: prometheus)")
def test_promtool_takes_the_rules() -> None:
    """Where it is at hand."""
    subprocess.run(["promtool", "check", "rules", str(ROOT / "docs" / "alerts.yml")], check=True, capture_output=True)  # noqa: S603, S607  a tool of the machine


def test_every_alert_is_explained() -> None:
    """By its name, in the operator's document."""
    told = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    assert [rule["alert"] for rule in RULES if rule["alert"] not in told] == []


def test_what_is_shown_is_what_was_seen() -> None:
    """Depths, ages and counts."""
    samples = shown()
    assert samples["gridbee_inbox_updates", frozenset({("state", "parked")})] == 1
    assert samples["gridbee_oldest_seconds", frozenset({("of", "inbox")})] == 90
    assert samples["gridbee_oldest_seconds", frozenset({("of", "clock")})] == 0
    assert samples["gridbee_updates_received_total", frozenset()] == 3
    assert samples["gridbee_messages_refused_total", frozenset({("verdict", "wait")})] == 0
