"""What every form has: a token against forgery, and the id of the record it will make."""

from uuid import UUID

from flask import Flask, request
from flask_wtf import CSRFProtect, FlaskForm
from wtforms import HiddenField

from clinic.ids import new_id

csrf = CSRFProtect()


class MintedField(HiddenField):
    """An id that the page makes up when it is shown and hands back when it is sent."""

    def minted(self) -> str:
        if not self.data:
            self.data = str(new_id())
        return str(self.data)

    def _value(self) -> str:
        return self.minted()


class Form(FlaskForm):
    """A form whose page mints the id of what it saves: sent twice, saved once."""

    record_id = MintedField()

    def accepted(self) -> bool:
        """Whether it was sent, and what was typed has the right shape."""
        return bool(request.method == "POST" and self.validate())

    @property
    def new_record_id(self) -> UUID:
        """The minted id; a new one when the field was lost on the way."""
        try:
            return UUID(self.record_id.data or "")
        except ValueError:
            return new_id()

    def minted(self) -> str:
        """For the hidden field: the id sent before when the form is shown again."""
        return self.record_id.minted()


class Act(FlaskForm):
    """A button: nothing to fill in, and pressing it twice changes nothing more."""


def init_app(app: Flask) -> None:
    # The token is bound to the session, which has limits of its own (clinic/accounts).
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    # Pages whose address is a secret send no Referer; the token alone says that the form is ours.
    app.config["WTF_CSRF_SSL_STRICT"] = False
    csrf.init_app(app)
