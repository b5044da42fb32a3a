"""Noctuelle's hundred and sixty dresses: a night, a form and a cloth each."""

from collections.abc import Iterator

from ops.demo.houses import barcodes, chance, garments, palette, reading, sizes, words
from ops.demo.houses.garments import Design
from ops.demo.houses.reading import Entry
from ops.demo.houses.shape import PriceRow, Style

LANGUAGES = ("zh-Hans", "en")
COUNT = 160

WOMEN = sizes.clothes("women", {76: "XS", 80: "S", 84: "M", 88: "L", 92: "XL"})
SYSTEMS = (WOMEN,)

_DARK = ("black", "ink", "midnight", "graphite", "espresso")
_DEEP = ("garnet", "burgundy", "bottle", "aubergine", "plum", "petrol", "moss", "cinnabar", "cocoa", "pine")
_PALE = ("bone", "bone", "champagne", "ivory", "silver", "mist", "blush", "wisteria", "celadon")


def styles() -> tuple[Style, ...]:
    return garments.partnered(garments.hung(list(_made())))


def _made() -> Iterator[Style]:
    numbers = barcodes.series("230")
    for at in range(COUNT):
        yield garments.made(_design(at), system=WOMEN, barcodes=numbers, languages=LANGUAGES)


def _design(at: int) -> Design:
    """The nights come round three times, each time to another form."""
    forms, nights = words.tree("noctuelle/forms.yaml"), words.tree("noctuelle/nights.yaml")
    turn, night = divmod(at, len(nights))
    form = forms[(night * 5 + turn * 7) % len(forms)]
    cloth = chance.pick(form["cloths"], "noctuelle", at)
    season = _season(cloth, at)
    name = _name(nights[night], form)
    return Design(
        code=f"N{2001 + at}",
        slug=reading.slug(name["en"]),
        category=form["category"],
        season=season,
        name=name,
        description=_description(nights[night], form, cloth),
        shape=form["shape"],
        attributes=form["attributes"],
        draw=form["draw"],
        fabric=cloth,
        colours=_colours(at, season),
        print=palette.fabrics()[cloth].print,
        prices=_prices(form, at, season),
        lining="silk",
        is_lined=form.get("lined", False),
        origin="CN",
        maker="suzhou" if form["category"] == "qipao" else "shanghai",
        tags=(form["form"], cloth),
        drop="thaw" if season == "2027-ss" else None,
    )


def _season(cloth: str, at: int) -> str:
    if palette.fabrics()[cloth].season == "winter":
        return "2026-aw"
    return ("2026-aw", "2026-ss", "2026-aw", "2027-ss", "2026-aw")[at % 5]


def _name(night: Entry, form: Entry) -> dict[str, str]:
    noun = form["noun"]
    return {"zh-Hans": f"{night['zh-Hans']} {noun['zh-Hans']}", "en": f"{night['en']} {noun['en']}"}


def _description(night: Entry, form: Entry, cloth: str) -> dict[str, str]:
    woven = words.tree("noctuelle/cloth_texts.yaml")[cloth]
    return {tag: "\n\n".join((night["text"][tag], form["text"][tag], woven[tag])) for tag in LANGUAGES}


def _colours(at: int, season: str) -> tuple[str, ...]:
    """A pale, a deep or a dark one is shown first in turn; a third of the nights have one colour only."""
    pale, deep = chance.pick(_PALE, "noctuelle", at, "pale"), chance.pick(_DEEP, "noctuelle", at, "deep")
    dark = "black" if at % 2 else chance.pick(_DARK, "noctuelle", at)
    first, second = ((pale, dark), (deep, dark), (dark, pale if season.endswith("ss") else deep))[at % 3]
    return (first,) if at % 7 == 4 else (first, second)


def _prices(form: Entry, at: int, season: str) -> tuple[PriceRow, ...]:
    low, high = form["price"]
    full = round((low + (high - low) * chance.share("noctuelle", at, "price")) / 200) * 200
    if season != "2026-ss":
        return (PriceRow(amount=full * 100, from_day=-95),)
    lower = round(full * 0.7 / 100) * 100
    return (PriceRow(amount=full * 100, from_day=-270), PriceRow(amount=lower * 100, from_day=-24))
