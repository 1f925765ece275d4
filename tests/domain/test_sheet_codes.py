from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.sheet_codes import SIGNS, new_sheet_code, read_sheet_code

codes = st.randoms().map(lambda source: new_sheet_code(source.choice))


@given(codes)
def test_a_code_is_read_as_it_was_made_however_it_is_typed(code):
    assert read_sheet_code(code) == code
    assert read_sheet_code(f" {code.lower().replace('-', ' ')} ") == code


@given(codes, st.integers(0, 6), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_always_noticed(code, place, sign):
    signs = list(code.replace("-", ""))
    if signs[place] == sign:
        return
    signs[place] = sign
    assert read_sheet_code("".join(signs)) is None


@given(codes, st.integers(0, 5))
def test_two_neighbours_exchanged_are_always_noticed(code, place):
    signs = list(code.replace("-", ""))
    if signs[place] == signs[place + 1]:
        return
    signs[place], signs[place + 1] = signs[place + 1], signs[place]
    assert read_sheet_code("".join(signs)) is None


def test_what_is_no_code_finds_nothing():
    for typed in ("", "K7M", "K7M-4QX", "K7M-4QXBB", "OIL-0121", "ΑΒΓ-ΔΕΖΗ", "<script>"):
        assert read_sheet_code(typed) is None


def test_no_sign_of_a_code_is_taken_for_another():
    assert not set("012ILOZ") & set(SIGNS)
    assert len(SIGNS) == 29
    assert all(len(SIGNS) % divisor for divisor in range(2, len(SIGNS)))
