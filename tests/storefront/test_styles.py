"""A style's page answers all that she and the law ask."""

import pytest

from tests.storefront.reading import data, plain


@pytest.fixture
def page(visitor):
    return visitor.read("/en-fr/styles/celeste-dress?colour=ink")


class TestStylePage:
    def test_tells_price_with_tax_as_the_market_reads_it(self, visitor, page):
        assert "290,00 €" in plain(page)
        assert "VAT included" in plain(page)
        assert "Sales tax is added at checkout" in plain(visitor.read("/en-us/styles/celeste-dress"))

    def test_tells_where_it_is_today(self, page):
        said = plain(page)
        assert "Paris, centre 34 · 36" in said
        assert "Lyon, centre 36" in said
        assert "Last one" in said
        assert "Sold out" in said

    def test_tells_what_the_law_asks(self, page):
        said = plain(page)
        assert "Shell 100% silk" in said
        assert "Wash at 30 °C" in said
        assert "Do not bleach" in said
        assert "Made in China" in said
        assert "Atelier du Plat, 2 rue du Plat, 69002 Lyon, France, atelier@example.com" in said
        assert "Two years’ legal guarantee" in said

    def test_names_sizes_as_the_market_does(self, visitor, page):
        assert "<span>36</span>" in page
        assert "<span>9号</span>" in visitor.read("/ja-jp/styles/r100-celeste-dress")

    def test_strikes_the_lowest_price_of_the_thirty_days_before(self, visitor):
        said = plain(visitor.read("/en-fr/styles/straight-t-shirt"))
        assert "45,00 €" in said
        assert "60,00 € was the lowest price of the 30 days before the reduction." in said
        assert "−25%" in said

    def test_changes_colour_without_a_whole_page(self, visitor):
        part = visitor.htmx("/en-fr/styles/celeste-dress?colour=bone", target="style").get_data(as_text=True)
        assert part.lstrip().startswith('<article id="style"')
        assert "/flats/R100/bone/front-" in part

    def test_is_a_product_with_an_offer_for_every_sku(self, page):
        product = data(page, "Product")
        offers = {offer["sku"]: offer for offer in product["offers"]}
        assert len(offers) == 6
        assert offers["R100-ink-M"]["availability"].endswith("/InStock")
        assert offers["R100-bone-M"]["availability"].endswith("/OutOfStock")
        assert (offers["R100-ink-M"]["price"], offers["R100-ink-M"]["priceCurrency"]) == ("290.00", "EUR")
        assert all(len(offer["gtin13"]) == 13 for offer in offers.values())

    def test_says_where_it_stands(self, page):
        steps = [step["name"] for step in data(page, "BreadcrumbList")["itemListElement"]]
        assert steps == ["Étoffe", "Clothes", "Dresses", "Celeste dress"]
