import pytest

from reports import typefaces


@pytest.fixture(autouse=True)
def _no_glyph_is_missing():
    with typefaces.missing_glyphs_as_errors():
        yield
