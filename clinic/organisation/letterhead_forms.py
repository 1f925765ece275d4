"""The form of the letterhead."""

from typing import Final

from wtforms import BooleanField, HiddenField, StringField, ValidationError

from clinic.domain.colours import LEAST_CONTRAST, contrast_with_white, read_colour
from clinic.web.fields import line_field
from clinic.web.forms import Form
from clinic.web.pictures import PictureField

BLACK: Final = "#000000"


class LetterheadForm(Form):
    """A logo, what it shows, and a colour that can be read."""

    opened = HiddenField()
    picture = PictureField("Logo")
    removes_logo = BooleanField("Print without a logo from now on")
    logo_says = line_field("What the logo shows", longest=120)
    colour = StringField("Colour of the line under the letterhead")

    def validate_colour(self, field: StringField) -> None:
        """Only a colour that stands out from white paper, in grey copies too."""
        colour = read_colour(field.data or BLACK)
        if colour is None:
            raise ValidationError("Enter a colour such as #1a5e3a")
        contrast = contrast_with_white(colour)
        if contrast < LEAST_CONTRAST:
            raise ValidationError(
                f"This colour is too pale for white paper: its contrast is {contrast:.1f} to 1, "
                f"and {LEAST_CONTRAST} to 1 is needed. Choose a darker one."
            )
