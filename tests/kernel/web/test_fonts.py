import re

import pytest

from kernel.web import fonts
from kernel.web.asset_files import PACKAGES

SMALL = 70_000


class TestFontFaceCss:
    def test_declares_each_file_and_swaps(self):
        css = fonts.font_face_css("fraunces", url="/static/{}".format)
        assert css.count("@font-face") == 5
        assert css.count("font-display:swap") == 4
        assert "/static/fonts/fraunces-latin-italic.woff2" in css

    def test_holds_the_page_still_with_a_fallback_of_the_same_measure(self):
        css = fonts.font_face_css("inter", url=str)
        assert 'font-family:"Inter Fallback";src:local("Arial")' in css
        assert "size-adjust:" in css


@pytest.mark.parametrize("face", list(fonts.faces()), ids=lambda face: face.asset)
class TestFaces:
    def test_are_in_the_locked_packages(self, face):
        assert (PACKAGES / face.source).read_bytes()[:4] == b"wOF2"

    def test_are_light_where_a_first_page_needs_them(self, face):
        if face.subset == "latin":
            assert (PACKAGES / face.source).stat().st_size < SMALL

    def test_cover_the_characters_their_package_says(self, face):
        package = PACKAGES / face.source.partition("/files/")[0]
        assert f'"{face.subset}": "{fonts.SUBSETS[face.subset]}"' in re.sub(
            r"\s+", " ", (package / "unicode.json").read_text()
        )
