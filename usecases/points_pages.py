"""What each view of points, shop and activities needs, by the view's key: loaded in one read when it is sent."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from storage.unit import Unit
from usecases import fair_play, give_points, keep_shop, open_activity, redeem, see_points

Page = Callable[[Unit, int, dict[str, Any], datetime], Any]

PAGES: dict[str, Page] = {
    "points.passbook": see_points.passbook_page,
    "points.rank": see_points.rank_page,
    "shop.shelf": redeem.shelf_page,
    "shop.offer": redeem.offer_page,
    "shop.coupon": redeem.coupon_page,
    "shop.pickup": redeem.coupon_page,
    "shop.keeping": keep_shop.keeping_page,
    "shop.statement": keep_shop.statement_page,
    "points.proposal": give_points.proposal_page,
    "points.flag": fair_play.flag_page,
    "activity.card": open_activity.sheet_page,
    "activity.lead": open_activity.sheet_page,
    "activity.code": open_activity.sheet_page,
    "activity.sheet": open_activity.sheet_page,
}
"""(unit, who reads it, the intent's values, now) -> the page."""
