"""What can be known of a post before its turn comes; those who are asked for it then have it at hand."""

from domain.chats import Post
from domain.place import read_place
from domain.rules import Rules
from usecases.report_problem import own_words


def think_of(rules: Rules, post: Post) -> None:
    """What its words say, where that is, and what a card would call it."""
    if post.text:
        rules.classifier.read(post.text)
        read_place(post.text)
        own_words(post.text)
