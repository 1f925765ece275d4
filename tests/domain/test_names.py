import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.names import fold, full_name, similar, tidy_line, tidy_text


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Łucja", "lucja"),
        ("O’Neil-Søn", "oneil son"),
        ("Straße ÆGIR", "strasse aegir"),
        ("Μαρία", "maria"),
        ("Ирина", "irina"),
        ("e\u0301dith", "edith"),
        ("%_!", ""),
        ("Ł<b>O'Neil & Søn 王 محمد", "l b oneil son wang mhmd"),
    ],
)
def test_a_folded_name_has_plain_small_letters_and_single_spaces(name, folded):
    assert fold(name) == folded


@given(st.text(max_size=60))
def test_folding_is_stable_and_leaves_only_words(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert set(folded) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (("Edith", "Marlowe"), ("Edyth", "Marlow"), True),
        (("E", "Marlowe"), ("Edith", "Marlowe"), True),
        (("Marlowe", "Edith"), ("Edith", "Marlowe"), True),
        (("Łucja", "Nowak"), ("Lucja", "Nowak"), True),
        (("Marlowe", "Ed"), ("Edit", "Marlowe"), True),
        (("Edith", "Marlowe"), ("Bruno", "Silva"), False),
        (("!", "?"), ("!", "?"), True),
        (("!", "?"), ("?", "!"), False),
    ],
)
def test_who_may_be_the_same_person(one, other, alike):
    assert similar(one, other) is alike
    assert similar(other, one) is alike


def test_control_and_turning_characters_do_not_get_into_a_name():
    assert tidy_line("A\x00nne\u202e  Marie\n") == "A nne Marie"
    assert tidy_text("a\r\n\r\n b \n\n") == "a\n\nb"


def test_one_name_alone_has_no_space_beside_it():
    assert full_name("", "Suharto") == "Suharto"
