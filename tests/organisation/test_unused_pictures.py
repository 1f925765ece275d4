"""Pictures that were only tried out do not stay for ever; what was ever shown does."""

from datetime import timedelta

import pytest

from clinic import clock
from clinic.audit.models import AuditEvent
from clinic.db import db
from clinic.exercises.actions import add_exercise
from clinic.exercises.queries import shown_pictures
from clinic.ids import new_id
from clinic.organisation.letterheads import set_letterhead
from clinic.organisation.models import ClinicPicture
from clinic.organisation.pictures import find_picture, keep_picture, remove_unused
from clinic.web.pictures import read_picture
from tests.exercises.writing import body, png

pytestmark = pytest.mark.database

SOON, LATER = timedelta(days=6), timedelta(days=8)


def kept(person, colour):
    picture = read_picture(png(colour))
    keep_picture(picture, by=person.actor, at=clock.now())
    return picture


def cleared(person, after):
    return remove_unused(shown_pictures(), by=person.actor, at=clock.now() + after)


def test_a_picture_that_nothing_shows_goes_after_a_week_and_the_trail_says_so(inside):
    tried = kept(inside, "navy")
    assert cleared(inside, SOON) == 0
    assert find_picture(tried.sha256) is not None
    assert cleared(inside, LATER) == 1
    assert find_picture(tried.sha256) is None
    [event] = db.session.scalars(
        db.select(AuditEvent).where(AuditEvent.action == "picture.removed")
    ).all()
    assert event.changes["old"]["sha256"] == tried.sha256


def test_what_an_exercise_or_a_letterhead_ever_showed_stays(inside):
    shown, logo, next_logo = (kept(inside, colour) for colour in ("navy", "green", "red"))
    photo = {"sha256": shown.sha256, "width": shown.width, "height": shown.height, "says": "A"}
    add_exercise(body(photo=photo, drawing=""), record_id=new_id(), by=inside.actor, at=clock.now())
    for picture in (logo, next_logo):
        set_letterhead(
            picture,
            keeps_logo=True,
            logo_says="A sail",
            colour="",
            record_id=new_id(),
            by=inside.actor,
            at=clock.now(),
        )
    assert cleared(inside, LATER) == 0
    assert len(db.session.scalars(db.select(ClinicPicture)).all()) == 3


def test_a_picture_tried_out_again_after_it_was_cleared_is_kept_anew(inside):
    first = kept(inside, "navy")
    cleared(inside, LATER)
    assert find_picture(kept(inside, "navy").sha256) == first
