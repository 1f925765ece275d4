"""The page on which a clinic gives its paper a logo and a colour."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from clinic import clock
from clinic.domain.colours import read_colour
from clinic.domain.pictures import Picture
from clinic.organisation import letterheads
from clinic.organisation.letterhead_forms import BLACK, LetterheadForm
from clinic.organisation.models import Letterhead
from clinic.organisation.queries import get_clinic
from clinic.web.access import ADMINISTRATORS, current_actor, permits
from clinic.web.pictures import picture_answer, read_picture, takes_pictures
from clinic.web.transactions import ChangedMeanwhile, writes

blueprint = Blueprint("letterhead", __name__)

LONGEST_SIDE: Final = 480  # 45 mm at 270 points an inch


@blueprint.route("/settings/letterhead", methods=["GET", "POST"])
@permits(GET=ADMINISTRATORS, POST=ADMINISTRATORS)
@writes
@takes_pictures
def edit() -> ResponseReturnValue:
    """Upload, replace or remove the logo; choose the colour of the line under the letterhead."""
    paper = letterheads.current_letterhead()
    form = LetterheadForm(data=_stored(paper))
    if not form.accepted():
        return _page(form, paper), 422 if form.errors else 200
    if form.opened.data != _opened(paper):
        raise ChangedMeanwhile
    colour = read_colour(form.colour.data or BLACK) or ""
    letterheads.set_letterhead(
        _for_paper(form.picture.picture),
        keeps_logo=not form.removes_logo.data,
        logo_says=form.logo_says.data or "",
        colour="" if colour == BLACK else colour,
        record_id=form.new_record_id,
        by=current_actor(),
        at=clock.now(),
    )
    flash("The letterhead is saved. Documents from now on have it.", "improved")
    return redirect(url_for("letterhead.edit"))


@blueprint.route("/settings/letterhead/logo/<sha256>")
@permits(GET=ADMINISTRATORS)
def logo(sha256: str) -> ResponseReturnValue:
    """The logo that holds."""
    picture = letterheads.logo_of(letterheads.current_letterhead())
    if picture is None or picture.sha256 != sha256:
        raise NotFound
    return picture_answer(letterheads.shown(picture))


def _for_paper(picture: Picture | None) -> Picture | None:
    """As large as it is ever printed: it goes into every document."""
    if picture is None or max(picture.width, picture.height) <= LONGEST_SIDE:
        return picture
    return read_picture(picture.content, longest_side=LONGEST_SIDE)


def _page(form: LetterheadForm, paper: Letterhead | None) -> str:
    return render_template(
        "organisation/letterhead.html",
        form=form,
        logo=letterheads.logo_of(paper),
        logo_says=(paper.logo_says if paper else "") or f"Logo of {get_clinic().name}",
    )


def _stored(paper: Letterhead | None) -> dict[str, str]:
    return {
        "opened": _opened(paper),
        "logo_says": paper.logo_says if paper else "",
        "colour": (paper.colour if paper else "") or BLACK,
    }


def _opened(paper: Letterhead | None) -> str:
    return str(paper.id) if paper else ""
