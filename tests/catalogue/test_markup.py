import pytest

from catalogue import markup


class TestSanitised:
    @pytest.mark.parametrize(
        "html",
        [
            "<p onclick='x()'>a</p>",
            "<p data-hx-get='/x'>a</p>",
            "<p hx-get='/x'>a</p>",
            "<p style='color:red' class='x' id='y'>a</p>",
            "<p>a</p><script>alert(1)</script>",
            "<p>a</p><!-- b -->",
            "<p>a</p><svg><script>1</script></svg>",
            "<p>a</p><iframe src='//x'></iframe>",
        ],
    )
    def test_keeps_text_and_nothing_that_acts(self, html):
        assert markup.sanitised(html) == "<p>a</p>"

    def test_keeps_links_that_lead_to_a_page(self):
        assert 'href="/fr-fr/stores"' in markup.sanitised('<a href="/fr-fr/stores">x</a>')
        assert "href" not in markup.sanitised('<a href="javascript:alert(1)">x</a>')
        assert "href" not in markup.sanitised('<a href="data:text/html,x">x</a>')

    def test_keeps_the_language_of_a_phrase(self):
        assert markup.sanitised('<em lang="ja">裂</em>') == '<em lang="ja">裂</em>'


class TestParagraphs:
    def test_cuts_at_blank_lines_and_escapes(self):
        assert markup.paragraphs("a < b\r\n\r\nl'été\n") == "<p>a &lt; b</p><p>l'été</p>"
