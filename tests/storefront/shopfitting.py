"""What Étoffe's shop needs beside its styles: a door, a face, stores with stock, pages and a lookbook."""

from datetime import timedelta

from sqlmodel import select

from catalogue.lookbooks import Hotspot, LookbookDraft, LookDraft, write_lookbooks
from catalogue.pages import PageDraft, write_pages
from catalogue.prices import mark_down
from catalogue.skus import Sku
from i18n.words import written
from inventory.deliveries import count_in
from kernel.db import BrandSession, Database
from kernel.events import CLOCK
from tenancy.brands import Brand, touch
from tenancy.domains import Domain
from tenancy.markets import MarketOutlet
from tenancy.outlets import OutletDraft, add_outlets, add_store_types
from tests.world_catalogue import MONTHS_AGO, NOON, House, open_furnished

HOST = "etoffe.localhost"
MAKER = {
    "name": "Atelier du Plat",
    "address": ["2 rue du Plat", "69002 Lyon", "FR"],
    "email": "atelier@example.com",
}
THEME = {"layout": "editorial", "accent": "#e0341f", "display_font": "barlow-condensed", "text_font": "inter"}


def open_shop(db: Database) -> House:
    """Open Étoffe, furnished, with its shop at its own host."""
    house = open_furnished(db, "etoffe")
    _fit_out(db, house)
    return house


def _fit_out(db: Database, house: House) -> None:
    with db.write() as session:
        session.add(
            Domain(
                host=HOST, brand_id=house.brand_id, is_primary=True, proof="p", proved_at=NOON, added_at=NOON
            )
        )
        session.commit()
    with db.write(house.brand_id) as session:
        _dress(session)
        _write(session)
        _stock(session, house)
        mark_down(
            session,
            ["H320"],
            price_list="EUR",
            to=4500,
            starts_at=NOON - timedelta(days=3),
            ends_at=None,
            by=CLOCK,
            at=NOON - timedelta(days=3),
        )
        session.commit()


def _dress(session: BrandSession) -> None:
    brand = session.get_one(Brand, session.brand)
    brand.theme = THEME
    brand.maker = MAKER
    brand.words = written({"tagline": {"fr": "Une étoffe.", "en": "One cloth."}}, source="fr")
    brand.navigation = [
        _link("collections/silks", fr="Soies", en="Silks"),
        _link("stores", fr="Boutiques", en="Stores"),
    ]
    brand.home = [
        _section("lookbook", "river", fr="Au bord", en="By the river"),
        _section("collection", "silks", fr="Les soies", en="Silks"),
        _section("cities", "", fr="Les villes", en="Cities"),
        _section("swatches", "", fr="Étoffes", en="Cloths"),
        _section("story", "", fr="L’histoire", en="The story"),
    ]
    session.add(brand)
    touch(session)


def _link(target: str, **label: str) -> dict:
    return {"target": target, "words": written({"label": label}, source="fr")}


def _section(kind: str, reference: str, **title: str) -> dict:
    return {"kind": kind, "reference": reference, "limit": 4, "words": written({"title": title}, source="fr")}


def _write(session: BrandSession) -> None:
    story = {
        "title": {"fr": "L’histoire", "en": "Our story"},
        "body": {"fr": "<p>Un fil.</p>", "en": "<p>A thread.</p>"},
    }
    terms = {"title": {"fr": "Conditions", "en": "Terms"}, "body": {"fr": "<p>Simples.</p>"}}
    pages = [
        PageDraft(code="story", texts=story),
        PageDraft(code="terms", kind="legal", market="fr", texts=terms),
    ]
    write_pages(session, pages, by=CLOCK, at=NOON)
    look = LookDraft(
        texts={"title": {"fr": "Le matin", "en": "Morning"}},
        hotspots=(Hotspot(style="R100", colourway="ink", x=40, y=50, width=50),),
        ground="#e6e6e0",
    )
    book = LookbookDraft(
        code="river", texts={"title": {"fr": "Au bord", "en": "By the river"}}, looks=(look,)
    )
    write_lookbooks(session, [book], by=CLOCK, at=NOON)


def _stock(session: BrandSession, house: House) -> None:
    add_store_types(session, [("city", {"name": {"fr": "Boutique", "en": "City store"}})], source="fr")
    session.flush()  # outlets look their type up
    outlets = add_outlets(
        session,
        [_store("LYO", "Lyon", "69002", 45.76, 4.83), _store("PAR", "Paris", "75003", 48.86, 2.36)],
        source="fr",
        by=CLOCK,
        at=MONTHS_AGO,
    )
    session.flush()  # markets are served from them
    for outlet in outlets.values():
        session.add(MarketOutlet(market_id=house.markets["fr"], outlet_id=outlet.id))
    skus = dict(session.exec(select(Sku.code, Sku.id)).all())
    counted = [(outlets["PAR"].id, skus["R100-ink-S"], 1), (outlets["PAR"].id, skus["R100-ink-M"], 6)]
    counted += [(outlets["LYO"].id, skus["R100-ink-M"], 3), (outlets["LYO"].id, skus["H320-bone-M"], 4)]
    count_in(session, counted, reference="opening", by=CLOCK, at=NOON)


def _store(code: str, city: str, postcode: str, latitude: float, longitude: float) -> OutletDraft:
    return OutletDraft(
        code=code,
        slug=city.lower(),
        kind="store",
        store_type="city",
        texts={"name": {"fr": f"{city}, centre"}},
        country="FR",
        city=city,
        lines=("2 rue du Plat",),
        postcode=postcode,
        latitude=latitude,
        longitude=longitude,
        time_zone="Europe/Paris",
        currency="EUR",
        language="fr",
        phone="+33199005142",
        hours={str(day): [["10:00", "19:00"]] for day in range(6)} | {"5": [["10:00", "20:00"]]},
        services=("returns",) if code == "PAR" else ("returns", "alterations"),
    )
