"""The form on which a clinic records what a holder permits."""

from clinic.web.fields import text_field
from clinic.web.forms import Form


class PermissionForm(Form):
    """What the holder of an instrument permits the clinic."""

    terms = text_field(
        "What is permitted, by whom and since when",
        missing="Say what is permitted, by whom and since when",
    )
