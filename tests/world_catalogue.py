"""The small house of Étoffe: four markets, and ten styles that differ in what the catalogue cares about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from catalogue import categories, collections, default_sizes, prices, seasons, style_book
from catalogue.categories import CategoryDraft
from catalogue.collections import CollectionDraft, Rule
from catalogue.fibres import Part
from catalogue.prices import PriceDraft
from catalogue.seasons import SeasonDraft
from catalogue.style_drafts import NEW_GTIN, ColourwayDraft, SkuDraft, StyleDraft
from kernel.db import BrandSession, Database
from kernel.events import CLOCK
from tenancy.brands import open_brand
from tenancy.markets import Market, PriceList

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MONTHS_AGO = NOON - timedelta(days=100)

MARKETS = {
    "fr": (["FR", "BE"], ["fr", "en"], "EUR", True),
    "cn": (["CN"], ["zh-Hans"], "CNY", True),
    "jp": (["JP"], ["ja", "en"], "JPY", True),
    "us": (["US"], ["en"], "USD", False),
}
RATES = {"EUR": 1, "CNY": 8, "JPY": 1.6, "USD": 1.1}
COLOURS = {
    "ink": ("blue", "#1d2a44", {"fr": "Encre", "en": "Ink", "zh-Hans": "墨蓝", "ja": "墨"}),
    "bone": ("white", "#e9e2d3", {"fr": "Os", "en": "Bone", "zh-Hans": "骨白", "ja": "生成り"}),
    "rust": ("red", "#9c4a2f", {"fr": "Rouille", "en": "Rust", "zh-Hans": "锈红", "ja": "錆色"}),
}


def texts(fr: str, en: str = "", zh: str = "", ja: str = "") -> dict[str, str]:
    return {tag: text for tag, text in (("fr", fr), ("en", en), ("zh-Hans", zh), ("ja", ja)) if text}


STYLES: tuple[tuple[str, str, dict[str, str], tuple[str, ...], int, dict[str, int]], ...] = (
    (
        "R100",
        "dresses",
        texts("Robe Céleste", "Celeste dress", "天青连衣裙", "セレステドレス"),
        ("ink", "bone"),
        29000,
        {"silk": 100},
    ),
    (
        "R110",
        "dresses",
        texts("Robe portefeuille", "Wrap dress", "裹身连衣裙", "ラップドレス"),
        ("rust",),
        24000,
        {"viscose": 100},
    ),
    (
        "R120",
        "dresses",
        texts("Robe chemise", "Shirt dress", "衬衫裙", "シャツドレス"),
        ("bone",),
        19000,
        {"cotton": 98, "elastane": 2},
    ),
    (
        "M200",
        "coats",
        texts("Manteau Brume", "Brume coat", "薄雾大衣", "ブリュームコート"),
        ("ink", "rust"),
        59000,
        {"wool": 90, "cashmere": 10},
    ),
    (
        "M210",
        "coats",
        texts("Trench léger", "Light trench", "轻风衣", "ライトトレンチ"),
        ("bone",),
        45000,
        {"cotton": 100},
    ),
    (
        "H300",
        "tops",
        texts("Chemisier plissé", "Pleated blouse", "百褶衬衫", "プリーツブラウス"),
        ("bone", "ink"),
        15000,
        {"silk": 100},
    ),
    (
        "H310",
        "tops",
        texts("Pull côtelé", "Ribbed jumper", "罗纹毛衣", "リブニット"),
        ("ink", "bone", "rust"),
        14000,
        {"wool": 100},
    ),
    (
        "H320",
        "tops",
        texts("T-shirt droit", "Straight T-shirt", "直筒T恤", "ストレートTシャツ"),
        ("bone",),
        6000,
        {"cotton": 100},
    ),
    (
        "B400",
        "trousers",
        texts("Pantalon large", "Wide trousers", "阔腿裤", "ワイドパンツ"),
        ("ink",),
        18000,
        {"wool": 100},
    ),
    (
        "B410",
        "trousers",
        texts("Jean droit", "Straight jeans", "直筒牛仔裤", "ストレートジーンズ"),
        ("ink",),
        13000,
        {"cotton": 100},
    ),
)


@dataclass(frozen=True)
class House:
    brand_id: int
    markets: dict[str, UUID]


def open_house(database: Database, slug: str) -> House:
    """Open a brand with its markets; its shelves are empty."""
    with database.write() as session:
        place = {"language": "fr", "country": "FR", "currency": "EUR"}
        brand_id = open_brand(session, slug=slug, name="Étoffe", **place, at=MONTHS_AGO).id or 0
        session.commit()
    with database.write(brand_id) as session:
        markets = open_markets(session)
        session.commit()
    return House(brand_id, markets)


def open_markets(session: BrandSession) -> dict[str, UUID]:
    opened = {}
    for position, (code, (countries, languages, currency, included)) in enumerate(MARKETS.items()):
        listed = PriceList(code=currency, currency=currency)
        session.add(listed)
        session.flush()
        market = Market(
            code=code,
            position=position,
            countries=countries,
            languages=languages,
            currency=currency,
            price_list_id=listed.id,
            tax_included=included,
        )
        session.add(market)
        opened[code] = market.id
    session.flush()
    return opened


def open_furnished(database: Database, slug: str) -> House:
    """Open a brand with its markets and fill its shelves."""
    opened = open_house(database, slug)
    with database.write(opened.brand_id) as session:
        furnish(session)
        session.commit()
    return opened


def furnish(session: BrandSession, *, at: datetime = NOON) -> None:
    """Fill the shelves: everything published a hundred days ago, at a price on every list."""
    shelves(session)
    style_book.add_styles(session, drafts(), by=CLOCK, at=MONTHS_AGO)
    price_all(session, {code: units for code, _category, _texts, _ways, units, _fibres in STYLES})
    style_book.publish(session, [style[0] for style in STYLES], by=CLOCK, at=at, since=MONTHS_AGO)
    gathered = [
        CollectionDraft(
            code="silks", texts={"name": texts("Les soies", "Silks")}, rule=Rule(fibres=("silk",))
        ),
        CollectionDraft(
            code="first", texts={"name": texts("D'abord", "First")}, styles=("B400", "R110", "M200")
        ),
    ]
    collections.add_collections(session, gathered, by=CLOCK, at=at)


def shelves(session: BrandSession) -> None:
    """What styles refer to: categories, a season and the usual size runs."""
    tree = [
        CategoryDraft(code="clothes", texts={"name": texts("Vêtements", "Clothes", "服装", "服")}),
        CategoryDraft(
            code="dresses", parent="clothes", texts={"name": texts("Robes", "Dresses", "连衣裙", "ドレス")}
        ),
        CategoryDraft(
            code="coats", parent="clothes", texts={"name": texts("Manteaux", "Coats", "大衣", "コート")}
        ),
        CategoryDraft(
            code="tops", parent="clothes", texts={"name": texts("Hauts", "Tops", "上衣", "トップス")}
        ),
        CategoryDraft(
            code="trousers",
            parent="clothes",
            texts={"name": texts("Pantalons", "Trousers", "裤子", "パンツ")},
        ),
    ]
    categories.add_categories(session, tree, by=CLOCK, at=MONTHS_AGO)
    winter = SeasonDraft(
        code="AW26", starts_on=date(2026, 8, 1), texts={"name": texts("Automne-hiver", "Autumn")}
    )
    seasons.add_seasons(session, [winter], by=CLOCK, at=MONTHS_AGO)
    default_sizes.add_default_runs(session, by=CLOCK, at=MONTHS_AGO)


def drafts() -> list[StyleDraft]:
    return [
        draft(code, category=category, name=name, ways=ways, fibres=fibres)
        for code, category, name, ways, _units, fibres in STYLES
    ]


def draft(
    code: str,
    *,
    category: str = "dresses",
    name: dict[str, str] | None = None,
    ways: Iterable[str] = ("ink",),
    fibres: dict[str, int] | None = None,
    sizes: Iterable[str] = ("S", "M", "L"),
    tags: tuple[str, ...] = (),
    drop: str | None = None,
) -> StyleDraft:
    return StyleDraft(
        code=code,
        category=category,
        size_run="bottoms" if category == "trousers" else "alpha",
        season="AW26",
        drop=drop,
        texts={"name": name or texts(f"Robe {code}", f"Dress {code}")},
        colourways=tuple(way(key, sizes) for key in ways),
        composition=(Part("shell", fibres or {"silk": 100}),),
        care=("W30", "B0"),
        origin="CN",
        hs_code="6204.43",
        garment={"shape": "dress", "attributes": {}},
        tags=tags,
    )


def way(key: str, sizes: Iterable[str]) -> ColourwayDraft:
    family, colour, names = COLOURS[key]
    skus = tuple(SkuDraft(size=size, gtin=NEW_GTIN) for size in sizes)
    cloth = {"weave": "plain", "colour": colour}
    return ColourwayDraft(code=key, texts={"name": names}, family=family, cloth=cloth, skus=skus)


def price_all(session: BrandSession, cents: dict[str, int], *, starts_at: datetime = MONTHS_AGO) -> None:
    rows = [
        PriceDraft(style=code, price_list=currency, units=round(units * rate), starts_at=starts_at)
        for code, units in cents.items()
        for currency, rate in RATES.items()
    ]
    prices.set_prices(session, rows, by=CLOCK, at=starts_at)
