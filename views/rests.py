"""Somebody was asked to rest for a while: who, why, how much was held back, and a button that ends it."""

from domain.press import Press, Verb
from views.outgoing import Button, Outgoing, Shown
from views.scene import Scene, joined


def card(scene: Scene) -> Shown:
    """To whoever looks after the place."""
    row, name, place = scene.page
    words, over = scene.words, row.ends_at <= scene.now
    until = scene.moment(row.ends_at)
    state = words("rest.card_over", n=row.held) if over else words("rest.card_until", until=until, n=row.held)
    text = joined(words("rest.card", name=name, place=place), words(f"rest.card_{row.why}"), state)
    return Outgoing(text, () if over else ((Button(words.plain("button.rest_off"), Press(Verb.REST, row.id)),),))
