"""Every view by its key: what the outbox stores, and how it is said now."""

from collections.abc import Callable
from functools import partial

from views import activity as activity_views
from views import cards, digest, habits, histories, lines, lists, reminders, rests, results, work_cards
from views import points as points_views
from views import shop as shop_views
from views.outgoing import Deletion, Reaction, Shown
from views.scene import Scene

View = Callable[[Scene], Shown]

_OWN: dict[str, View] = {
    "card.group": cards.group_card,
    "card.own": cards.own_card,
    "card.work": work_cards.work_card,
    "card.watch": work_cards.watch_card,
    "card.unrouted": work_cards.watch_card,
    "card.climbed": work_cards.watch_card,
    "card.appeal": work_cards.watch_card,
    "card.unheard": work_cards.unheard_card,
    "card.danger": work_cards.danger_card,
    "card.to_confirm": work_cards.watch_card,
    "card.more_time": work_cards.watch_card,
    "card.late": reminders.late_card,
    "card.result": results.result,
    "say": lines.say,
    "draft.is_report": lines.is_report,
    "draft.is_result": lines.is_result,
    "draft.is_same": lines.is_same,
    "card.many": work_cards.watch_card,
    "draft.which_building": lines.which_building,
    "draft.private": lines.private_matter,
    "case.which_building": partial(lines.case_building, "case.which_building"),
    "case.where": partial(lines.case_building, "case.where"),
    "nudge.open_private": lines.open_private,
    "hazard.numbers": lines.hazard,
    "group.replace": lines.replace_group,
    "staff.joined": lines.joined_staff,
    "privacy": lines.privacy,
    "own.export": lines.export,
    "list.queue": lists.queue,
    "queue.new": lists.queue,
    "list.mine": lists.mine,
    "list.history": histories.history,
    "list.photos": histories.photos,
    "list.case": histories.public_case,
    "list.staff": lists.staff,
    "menu.people": lists.people_menu,
    "menu.merge": lists.merge_menu,
    "menu.category": lists.category_menu,
    "rest.card": rests.card,
    "points.passbook": points_views.passbook,
    "points.rank": points_views.rank,
    "points.champion": points_views.champion,
    "points.line": points_views.line,
    "points.warning": points_views.warning,
    "points.in_group": points_views.in_group,
    "points.proposal": points_views.proposal,
    "points.flag": points_views.flag,
    "activity.card": activity_views.card,
    "activity.lead": activity_views.lead,
    "activity.code": activity_views.code,
    "activity.sheet": activity_views.sheet,
    "activity.bad": activity_views.bad,
    "activity.lot": activity_views.lot,
    "activity.lot_done": activity_views.lot_done,
    "shop.shelf": shop_views.shelf,
    "shop.keeping": shop_views.keeping,
    "shop.offer": shop_views.offer,
    "shop.coupon": shop_views.coupon,
    "shop.pickup": shop_views.pickup,
    "shop.statement": shop_views.statement,
    **{
        key: partial(reminders.reminder, key)
        for key in ("time.half", "time.half_answer", "time.due", "time.due_answer", "time.due_promise")
    },
    "digest": digest.digest,
    "digest.public": digest.public,
    "list.habits": habits.subscription,
    "time.late": partial(reminders.climbed, "time.late"),
    "time.late_on": partial(reminders.climbed, "time.late_on"),
    "time.late_alone": reminders.late_alone,
    "time.summary": reminders.summary,
    "react": lambda scene: Reaction(str(scene.facts["emoji"])),
    "forget": lambda _: Deletion(),
}

VIEWS = frozenset(_OWN)
"""Those that are more than a sentence of the catalog."""

_WATCHED = (work_cards.watch_card, work_cards.unheard_card, work_cards.danger_card, reminders.late_card)
WATCHING = frozenset(key for key, one in _OWN.items() if one in _WATCHED)
"""The views of a secretary's card."""


def view(key: str) -> View:
    """How a view is shown; the simple ones are a sentence of the catalog under the same key."""
    if key in _OWN:
        return _OWN[key]
    if key.startswith("prompt."):
        return partial(lines.prompt, key)
    return partial(lines.line, key)
