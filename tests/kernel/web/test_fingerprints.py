import pytest

from kernel.web.fingerprints import FINGERPRINTED, BrokenReference, Fingerprints

PICTURE = b"a picture"


def fingerprinted(**sources: str) -> Fingerprints:
    return Fingerprints({"shop/cloth.svg": PICTURE} | {name: text.encode() for name, text in sources.items()})


class TestNames:
    def test_change_with_the_content_and_only_with_it(self):
        first, second = Fingerprints({"a.css": b"p{}"}), Fingerprints({"a.css": b"p{}", "b.css": b""})
        assert first.names["a.css"] == second.names["a.css"]
        assert first.names["a.css"] != Fingerprints({"a.css": b"q{}"}).names["a.css"]

    def test_change_when_what_is_referred_to_does(self):
        sources = {"shop/shop.css": b"p{background:url(cloth.svg)}"}
        first = Fingerprints(sources | {"shop/cloth.svg": b"twill"})
        second = Fingerprints(sources | {"shop/cloth.svg": b"satin"})
        assert first.names["shop/shop.css"] != second.names["shop/shop.css"]

    def test_are_known_from_others(self):
        assert all(FINGERPRINTED.fullmatch(name) for name in fingerprinted().names.values())
        assert not FINGERPRINTED.fullmatch("shop/cloth.svg")
        assert not FINGERPRINTED.fullmatch("../secrets.12345678.txt")


class TestReferences:
    @pytest.mark.parametrize(
        ("name", "before", "after"),
        [
            ("shop/a.css", 'p{background:url("cloth.svg")}', 'p{background:url("/static/CLOTH")}'),
            (
                "shop/a.css",
                "p{background:url( ./cloth.svg#twill )}",
                "p{background:url( /static/CLOTH#twill )}",
            ),
            ("look/a.css", "@import '../shop/cloth.svg'", "@import '/static/CLOTH'"),
            ("look/a.css", "p{mask:url(/static/shop/cloth.svg)}", "p{mask:url(/static/CLOTH)}"),
            ("look/a.js", 'import cloth from "../shop/cloth.svg"', 'import cloth from "/static/CLOTH"'),
            ("shop/a.js", "const c = await import('./cloth.svg')", "const c = await import('/static/CLOTH')"),
            ("shop/a.js", 'export {c} from"./cloth.svg"', 'export {c} from"/static/CLOTH"'),
        ],
    )
    def test_are_to_the_lasting_name(self, name, before, after):
        files = fingerprinted(**{name: before})
        assert files.contents[name].decode() == after.replace("CLOTH", files.names["shop/cloth.svg"])

    @pytest.mark.parametrize("address", ["data:image/png;base64,AA", "#shade", "https://example.com/a.svg"])
    def test_to_elsewhere_stay(self, address):
        text = f"p{{mask:url({address})}}"
        assert fingerprinted(**{"shop/a.css": text}).contents["shop/a.css"].decode() == text

    def test_to_nothing_are_refused(self):
        with pytest.raises(BrokenReference, match=r"shop/a\.css refers to velvet\.svg"):
            fingerprinted(**{"shop/a.css": "p{mask:url(velvet.svg)}"})

    def test_in_a_circle_are_refused(self):
        with pytest.raises(BrokenReference, match="circle"):
            fingerprinted(**{"a.js": 'import "./b.js"', "b.js": 'import "./a.js"'})
