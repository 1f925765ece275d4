import hashlib
import json
from base64 import b64decode
from dataclasses import dataclass, replace
from datetime import date

import pytest

from clinic.catalogue.pictogram_definitions import picture_of
from clinic.documents.printing import Kind, print_content, print_stored
from clinic.documents.snapshots import UnreadableSnapshot, fingerprint, from_json, to_json
from clinic.domain.pictures import MediaType, Picture
from reports.content import HandoutContent, ProgressReportContent
from tests.reports.samples import HANDOUT, REPORT, make_card, make_report

DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="


@pytest.mark.parametrize(
    ("kind", "content"), [(HandoutContent, HANDOUT), (ProgressReportContent, REPORT)]
)
def test_a_content_survives_being_stored(kind, content):
    assert from_json(kind, json.loads(json.dumps(to_json(content)))) == content


@pytest.mark.parametrize(
    ("kind", "content"), [(Kind.HANDOUT, HANDOUT), (Kind.PROGRESS_REPORT, REPORT)]
)
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_what_was_stored_prints_the_same_bytes(kind, content, paper):
    stored = json.loads(json.dumps(to_json(content), sort_keys=True))
    assert print_stored(kind, stored, paper) == print_content(kind, content, paper)


def test_a_picture_is_stored_with_the_words_it_stood_beside():
    picture = picture_of("sit-to-stand")
    card = make_card(picture=picture, picture_says=picture.says_in("en"))
    content = replace(HANDOUT, cards=(card,))
    stored = json.loads(json.dumps(to_json(content), sort_keys=True))
    read = from_json(HandoutContent, stored)
    assert read.cards[0].picture.shapes == picture.shapes
    printed = print_stored(Kind.HANDOUT, stored, "a4")
    assert print_stored(Kind.HANDOUT, to_json(read), "a4") == printed


def test_a_picture_of_the_clinics_own_is_stored_whole_and_printed_again():
    content = b64decode(DOT)
    own = Picture(
        content=content,
        media_type=MediaType.PNG,
        width=1,
        height=1,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    card = make_card(picture=own, picture_says="A dot.")
    stored = json.loads(json.dumps(to_json(replace(HANDOUT, cards=(card,)))))
    assert from_json(HandoutContent, stored).cards[0].picture == own
    printed = print_stored(Kind.HANDOUT, stored, "a4")
    assert printed == print_stored(Kind.HANDOUT, stored, "a4")
    stored["cards"][0]["picture"]["content"] = "AAAA"
    with pytest.raises(UnreadableSnapshot, match="not the bytes of this picture"):
        from_json(HandoutContent, stored)
    stored["cards"][0]["picture"] = "a dot"
    with pytest.raises(UnreadableSnapshot):
        from_json(HandoutContent, stored)


def test_the_fingerprint_names_the_content():
    assert fingerprint(REPORT) == fingerprint(make_report())
    assert fingerprint(REPORT) != fingerprint(make_report(issued_on=date(2026, 6, 1)))


def test_a_part_that_is_missing_is_told():
    stored = to_json(HANDOUT)
    del stored["title"]
    with pytest.raises(UnreadableSnapshot, match="title"):
        from_json(HandoutContent, stored)


def test_a_part_of_another_type_is_told():
    stored = to_json(HANDOUT)
    stored["title"] = 7
    with pytest.raises(UnreadableSnapshot, match="7 is no str"):
        from_json(HandoutContent, stored)


def test_a_part_that_was_added_later_has_its_default():
    stored = to_json(HANDOUT)
    del stored["labels"]
    assert from_json(HandoutContent, stored) == HANDOUT


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    both: tuple[int, str]
    maybe: date | None = None


def test_pairs_and_missing_days_are_read():
    pair = Pair(both=(1, "a"))
    assert from_json(Pair, to_json(pair)) == pair
    dated = replace(pair, maybe=date(2026, 3, 20))
    assert from_json(Pair, to_json(dated)) == dated
