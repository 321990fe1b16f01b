"""The shop's shelf, a pick-up slip and what staff see of it, and a month's statement."""

from functools import partial

from domain.passbook import Coupon, Offer, Shelf, Statement
from domain.press import Press, Verb
from views.catalog import Markup, Words
from views.outgoing import Button, Outgoing, Shown
from views.scene import Scene, joined
from views.workbooks import statement_workbook

MOST = 12


def shelf(scene: Scene) -> Shown:
    """What there is, cheapest first, to look at and, where the reader can afford it, to take. In a group no balance."""
    page: Shelf = scene.page
    words, private = scene.words, scene.chat.is_private
    if not page.offers:
        return Outgoing(joined(words("shop.title", community=page.community), words("shop.empty")), silent=True)
    lines = [_offer(one, words) for one in page.offers[:MOST]]
    own = words("shop.you_have", n=page.balance) if private else words("shop.how_to_take")
    rows = tuple(row for one in page.offers[:MOST] if (row := _buttons(one, page, words, private=private)))
    return Outgoing(joined(words("shop.title", community=page.community), *lines, own), rows, silent=True)


def _buttons(one: Offer, page: Shelf, words: Words, *, private: bool) -> tuple[Button, ...]:
    """A look at the photo, where there is one, and what takes it, where that may be pressed."""
    take = Button(words.plain("button.redeem", reward=one.name, price=one.price), Press(Verb.REDEEM, one.id))
    affordable = private and one.price <= page.balance
    look = Button(words.plain("button.see_offer") if affordable else one.name, Press(Verb.SHOP, one.id))
    return (*((take,) if affordable else ()), *((look,) if one.photo else ()))


def offer(scene: Scene) -> Shown:
    """One reward with its photo."""
    page: Shelf | None = scene.page
    words, private = scene.words, scene.chat.is_private
    if page is None or not page.offers:
        return Outgoing(words("shop.empty"))
    one = page.offers[0]
    text = words("shop.for_how_much", reward=one.name, price=one.price, stock=one.stock)
    take = Button(words.plain("button.redeem", reward=one.name, price=one.price), Press(Verb.REDEEM, one.id))
    rows = ((take,),) if private and one.price <= page.balance else ()
    return Outgoing(text, rows, photo=one.photo or "", silent=True)


def keeping(scene: Scene) -> Shown:
    """The whole shelf with its numbers, for whoever keeps it."""
    page: Shelf = scene.page
    words = scene.words
    lines = [
        words(
            "shop.kept" if one.open else "shop.kept_off", number=one.id, reward=one.name, price=one.price,
            stock=one.stock,
        )
        for one in page.offers
    ]
    return Outgoing(joined(words("shop.title", community=page.community), *(lines or [words("shop.empty")])))


def coupon(scene: Scene) -> Shown:
    """The slip for its owner: a picture with the code while it waits, then one line that says what became of it."""
    page: Coupon | None = scene.page
    words = scene.words
    if page is None:
        return None
    values = {"reward": page.reward, "price": page.price, "code": f"{page.code[:4]} {page.code[4:]}"}
    if page.state != "waiting":
        return Outgoing(words(f"shop.coupon_{page.state}", **values), drawn=partial(_draw, page, scene))
    text = joined(
        words("shop.coupon_waiting", **values), words("shop.where", partner=page.partner) if page.partner else None
    )
    button = Button(words.plain("button.cancel_coupon"), Press(Verb.CANCEL, page.id))
    return Outgoing(text, ((button,),), drawn=partial(_draw, page, scene))


def pickup(scene: Scene) -> Shown:
    """What staff see of a slip: who gets what, and the button that hands it over once."""
    page: Coupon | None = scene.page
    words = scene.words
    if page is None:
        return None
    text = words(f"shop.pickup_{page.state}", name=page.holder, reward=page.reward, price=page.price)
    if page.state != "waiting":
        return Outgoing(text)
    return Outgoing(text, ((Button(words.plain("button.hand"), Press(Verb.HAND, page.id)),),))


def statement(scene: Scene) -> Shown:
    """A month's statement as a workbook."""
    page: Statement = scene.page
    name = f"gridbee-shop-{page.month}.xlsx"
    handed = sum(one.handed for one in page.rows)
    text = scene.words("shop.statement", community=page.community, month=page.month, n=handed)
    return Outgoing(text, document=(name, statement_workbook(page, scene.words, scene.zone)))


def _offer(one: Offer, words: Words) -> Markup:
    key = "shop.offer_limited" if one.per_person is not None else "shop.offer"
    return words(key, reward=one.name, price=one.price, stock=one.stock, limit=one.per_person or 0)


def _draw(page: Coupon, scene: Scene) -> bytes:
    # The picture library is loaded with the first picture, not with the program.
    from views.pictures.coupon import CouponFacts, draw_coupon  # noqa: PLC0415

    return draw_coupon(CouponFacts(page.community, page.reward, page.price, page.code, page.link), scene.words)
