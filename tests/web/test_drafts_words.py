import pytest

from clinic.web.drafts import Draft, in_words


@pytest.mark.parametrize(
    ("name", "words"),
    [("pain_before", "Pain before"), ("items-0-sets", "Items 0 sets"), ("note", "Note"), ("", "")],
)
def test_a_fields_name_is_put_in_words(name, words):
    assert in_words(name) == words


def test_what_is_shown_leaves_out_machinery_and_blanks():
    draft = Draft(
        address="/x",
        fields=(("csrf_token", "a"), ("record_id", "b"), ("note", "Knee"), ("empty", " ")),
    )
    assert draft.typed == (("Note", "Knee"),)
    assert dict(draft.hidden) == {"record_id": "b", "note": "Knee", "empty": " "}
