"""What each view of points, shop and activities needs, by the view's key: loaded in one read when it is sent."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from storage.unit import Unit
from usecases import keep_shop, redeem, see_points

Page = Callable[[Unit, int, dict[str, Any], datetime], Any]

PAGES: dict[str, Page] = {
    "points.passbook": see_points.passbook_page,
    "points.rank": see_points.rank_page,
    "shop.shelf": redeem.shelf_page,
    "shop.coupon": redeem.coupon_page,
    "shop.pickup": redeem.coupon_page,
    "shop.keeping": keep_shop.keeping_page,
    "shop.statement": keep_shop.statement_page,
}
"""(unit, who reads it, the intent's values, now) -> the page."""
