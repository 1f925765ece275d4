"""Markup that is made once: what a macro wrote for the same values before."""

from functools import lru_cache

from flask import Flask
from jinja2.runtime import Macro

MOST_KEPT = 2048


@lru_cache(maxsize=MOST_KEPT, typed=True)  # words and markup may be equal
def remembered(macro: Macro, *arguments: object) -> str:
    """The macro's markup for these arguments; for templates: `remembered(trend_card, card)`.

    Only for a macro that depends on nothing but its arguments, and for arguments that never change:
    words, numbers, and values that are made once, as the cards of trends are.
    """
    # In our templates a macro escapes what it is given and answers with markup; were it ever to
    # answer with a plain text, the page would escape that like any other.
    return macro(*arguments)


def init_app(app: Flask) -> None:
    app.jinja_env.globals["remembered"] = remembered
