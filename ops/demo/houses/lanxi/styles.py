"""Lanxi's fifteen hundred styles: cuts × variants × cloths, plain first, then printed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ops.demo.houses import barcodes, chance, garments, palette, reading, sizes, words
from ops.demo.houses.garments import Design
from ops.demo.houses.lanxi import colouring, pricing
from ops.demo.houses.reading import Entry
from ops.demo.houses.shape import SizeSystem, Style

LANGUAGES = ("zh-Hans", "en")
COUNT = 1500

WOMEN = sizes.clothes("women", {80: "S", 84: "M", 88: "L", 92: "XL", 96: "XXL"})
BOTTOMS = sizes.clothes("bottoms", {80: "S", 84: "M", 88: "L", 92: "XL", 96: "XXL"}, girth="waist")
SHOES = sizes.shoes("shoes", ("35", "36", "37", "38", "39"))
ONE = sizes.one()
SYSTEMS = (WOMEN, BOTTOMS, SHOES, ONE)

_BY_SHAPE = {"trousers": BOTTOMS, "jeans": BOTTOMS, "skirt": BOTTOMS, "shoe": SHOES, "bag": ONE, "scarf": ONE}

_MAKERS = {"knitwear": "tongxiang", "tees": "xiangshan", "outerwear": "pinghu", "accessories": "haining"}


@dataclass(frozen=True)
class Idea:
    """One cut in one cloth with one print: what a name tells apart."""

    kind: Entry
    variant: str
    cloth: str
    print: str | None

    @cached_property
    def key(self) -> str:
        return f"{self.kind['kind']}|{self.variant}|{self.cloth}|{self.print}"

    @cached_property
    def traits(self) -> tuple[Entry, ...]:
        """What the variant changes, with its words."""
        axes = words.tree("lanxi/axes.yaml")
        pairs = (said.split(":") for said in self.variant.split())
        return tuple({"axis": axis, "value": value, **axes[axis][value]} for axis, value in pairs)

    def attributes(self) -> dict[str, str]:
        return {
            **self.kind["base"],
            **{trait["axis"]: trait.get("is", trait["value"]) for trait in self.traits},
        }


def styles() -> tuple[Style, ...]:
    return garments.partnered(garments.hung(list(_made())))


def _made() -> Iterator[Style]:
    numbers = barcodes.series("210")
    for at, idea in enumerate(_ideas()):
        yield garments.made(_design(idea, at), system=_system(idea), barcodes=numbers, languages=LANGUAGES)


def _system(idea: Idea) -> SizeSystem:
    return _BY_SHAPE.get(idea.kind["shape"], WOMEN)


def _ideas() -> list[Idea]:
    kinds = words.tree("lanxi/kinds.yaml")
    plain = [idea for kind in kinds for idea in _plain(kind)]
    printed = [idea for each in plain for idea in _printed(each)]
    chosen = chance.sample(printed, COUNT - len(plain), "lanxi prints")
    order = {kind["kind"]: at for at, kind in enumerate(kinds)}
    return sorted((*plain, *chosen), key=lambda idea: (order[idea.kind["kind"]], chance.number(idea.key)))


def _plain(kind: Entry) -> Iterator[Idea]:
    for cloth in kind["cloths"]:
        for variant in kind["variants"]:
            yield Idea(kind, variant, cloth, None)


def _printed(idea: Idea) -> Iterator[Idea]:
    for pattern in words.tree("lanxi/prints.yaml")["of"].get(idea.cloth, ()):
        yield Idea(idea.kind, idea.variant, idea.cloth, pattern)


def _design(idea: Idea, at: int) -> Design:
    season = _season(idea)
    name, code = _name(idea), f"L{10001 + at}"
    prices = pricing.rows(idea.key, span=idea.kind["price"], cloth=idea.cloth, season=season)
    return Design(
        code=code,
        slug=f"{reading.slug(name['en'])}-{code[1:]}",
        category=idea.kind["category"],
        season=season,
        name=name,
        description=_description(idea, season),
        shape=idea.kind["shape"],
        attributes=idea.attributes(),
        fabric=idea.cloth,
        colours=colouring.chosen(idea.key, cloth=idea.cloth, season=season),
        print=idea.print,
        prices=prices,
        draw=idea.kind.get("draw", {}),
        lining="polyester",
        is_lined=idea.kind.get("lined", False),
        origin="CN",
        maker=_MAKERS.get(idea.kind["category"], "xiaoshan"),
        tags=_tags(idea, prices[-1].amount),
        drop=_drop(idea, season),
        is_carry_over=season == "2026-aw" and chance.share(idea.key, "carry") < 0.12,
    )


def _tags(idea: Idea, price: int) -> tuple[str, ...]:
    cheap = "under-150" if price < 15000 else None
    return tuple(filter(None, (idea.kind["kind"], idea.cloth, idea.print, cheap)))


def _season(idea: Idea) -> str:
    worn, luck = palette.fabrics()[idea.cloth].season, chance.share(idea.key, "season")
    if worn == "winter":
        return "2026-aw" if luck < 0.94 else "2025-aw"
    if worn == "summer":
        return "2026-ss" if luck < 0.6 else "2027-ss"
    return "2026-aw" if luck < 0.64 else "2026-ss" if luck < 0.8 else "2027-ss"


def _drop(idea: Idea, season: str) -> str | None:
    """Spring comes in two waves; a few winter pieces are still to come."""
    luck = chance.share(idea.key, "drop")
    if season == "2027-ss":
        return "spring-1" if luck < 0.5 else "spring-2"
    return "winter-3" if season == "2026-aw" and luck < 0.05 else None


def _name(idea: Idea) -> dict[str, str]:
    pattern = words.tree("lanxi/prints.yaml")["words"].get(idea.print, {"zh-Hans": "", "en": ""})
    cloth, noun = palette.fabrics()[idea.cloth].names, idea.kind["noun"]
    traits = {tag: [trait["words"][tag] for trait in idea.traits] for tag in LANGUAGES}
    chinese = "".join((pattern["zh-Hans"], cloth["zh-Hans"], *traits["zh-Hans"], noun["zh-Hans"]))
    english = " ".join(filter(None, (pattern["en"], *traits["en"], noun["en"], "in", cloth["en"])))
    return {"zh-Hans": spaced(chinese), "en": english[0].upper() + english[1:]}


def spaced(chinese: str) -> str:
    """A space between Han and Latin letters, as print does it."""
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\u4e00-\u9fff])", " ", chinese)


def _description(idea: Idea, season: str) -> dict[str, str]:
    warmth = "warm" if season.endswith("ss") else "cold"
    closers = words.tree("lanxi/closers.yaml")[idea.kind["category"]][warmth]
    cut: list[Mapping[str, str]] = [chance.pick(idea.kind["text"], idea.key, "cut")]
    cut += [chance.pick(trait["text"], idea.key, trait["axis"]) for trait in idea.traits]
    rest = [words.tree("lanxi/cloth_texts.yaml")[idea.cloth], chance.pick(closers, idea.key, "close")]
    return {tag: f"{_joined(cut, tag)}\n\n{_joined(rest, tag)}" for tag in LANGUAGES}


def _joined(sentences: list[Mapping[str, str]], tag: str) -> str:
    return ("" if tag == "zh-Hans" else " ").join(each[tag] for each in sentences)
