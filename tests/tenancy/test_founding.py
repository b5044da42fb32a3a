import pytest
from sqlmodel import select

from kernel.db import BrandSession
from kernel.events import CLOCK
from tenancy import brands, duties, founding, invitations, modules
from tenancy.brands import SlugTaken
from tenancy.domains import Domain, behind
from tenancy.founding import Founding, NoSuchCountry, NoSuchCurrency, NoSuchLanguage
from tenancy.markets import Market, TaxRate
from tenancy.outlets import Outlet
from tests.world import NOON


def wanted(**changes: str) -> Founding:
    facts = {"slug": "neuve", "name": "Neuve", "language": "fr", "country": "FR", "currency": "EUR"}
    return Founding(**(facts | {"owner": "anna@neuve.example"} | changes))


def found(db, charter: Founding):
    def furnish(session: BrandSession) -> None:
        founding.first_place(session, charter, by=CLOCK, at=NOON)

    return founding.found(db, charter, host="localhost", by=CLOCK, at=NOON, furnish=furnish)


class TestFound:
    @pytest.mark.parametrize(
        ("country", "language", "currency", "rate"),
        [
            ("CN", "zh-Hans", "CNY", 130_000),
            ("FR", "fr", "EUR", 200_000),
            ("SG", "en", "SGD", 90_000),
            ("JP", "ja", "JPY", 100_000),
            ("GB", "en", "GBP", 200_000),
            ("DE", "de", "EUR", 190_000),
            ("IT", "it", "EUR", 220_000),
            ("US", "en", "USD", None),
            ("HK", "zh-Hant", "HKD", None),
            ("BR", "pt", "BRL", None),
        ],
    )
    def test_makes_a_brand_that_can_be_used_at_once(self, db, country, language, currency, rate):
        slug = f"in-{country.lower()}"
        made = found(db, wanted(slug=slug, country=country, language=language, currency=currency))
        assert behind(db, f"{slug}.localhost").brand_id == made.brand_id
        with db.read(made.brand_id) as session:
            (market,) = session.exec(select(Market)).all()
            rates = session.exec(select(TaxRate)).all()
            assert (market.countries, market.currency) == ([country], currency)
            assert [each.millionths for each in rates] == ([rate] if rate else [])
            assert market.tax_included == (country != "US")
            assert {outlet.kind for outlet in session.exec(select(Outlet)).all()} == {"warehouse"}
            assert {role.code for role in duties.roles(session)} == set(duties.FIRST_ROLES)
            assert modules.is_on(session, "storefront")
            offered = invitations.behind(session, made.token, at=NOON)
            assert offered.language in ("en", "fr", "ja", "zh-Hans")

    def test_leaves_nothing_of_what_fails_half_way(self, db):
        def fail(_session):
            raise RuntimeError("no shelves")

        with pytest.raises(RuntimeError):
            founding.found(db, wanted(slug="half"), host="localhost", by=CLOCK, at=NOON, furnish=fail)
        with db.read() as session:
            assert brands.found(session, "half") is None
            assert session.scalars(select(Domain).where(Domain.host == "half.localhost")).first() is None

    @pytest.mark.parametrize("slug", ["maison", "admin", "operator", "A", "a b", "x", "-a", "a.b", "été"])
    def test_refuses_a_name_that_is_taken_or_ours(self, db, world, slug):
        with pytest.raises(SlugTaken):
            found(db, wanted(slug=slug))

    @pytest.mark.parametrize(
        ("change", "refusal"),
        [
            ({"language": "xx-nowhere"}, NoSuchLanguage),
            ({"country": "XX"}, NoSuchCountry),
            ({"country": "France"}, NoSuchCountry),
            ({"currency": "EURO"}, NoSuchCurrency),
        ],
    )
    def test_refuses_what_nobody_knows(self, db, change, refusal):
        with pytest.raises(refusal):
            found(db, wanted(**change))
