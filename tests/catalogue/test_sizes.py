import pytest
from sqlmodel import select

from catalogue import default_sizes, listings, sizes
from catalogue.search import browse
from catalogue.sizes import Size, SizeRun, SizeRunDraft
from kernel.events import CLOCK
from tests.world_catalogue import NOON


def run_of(session, code: str) -> SizeRun:
    return session.exec(select(SizeRun).where(SizeRun.code == code)).one()


class TestDefaultRuns:
    @pytest.mark.parametrize(
        ("country", "name"),
        [
            ("CN", "M"),
            ("JP", "9号"),
            ("FR", "36"),
            ("US", "4"),
            ("DE", "34"),
            ("IT", "40"),
            ("GB", "8"),
            ("SG", "M"),
        ],
    )
    def test_name_one_body_as_each_country_does(self, session, country, name):
        assert run_of(session, "alpha").name_of("M", country=country) == name

    def test_measure_chinese_numbers_by_bust_for_tops_and_waist_for_bottoms(self, session):
        assert run_of(session, "numbers").name_of("36", country="CN") == "160/84A"
        assert run_of(session, "bottoms").name_of("M", country="CN") == "160/68A"

    def test_are_given_once(self, session):
        assert default_sizes.add_default_runs(session, by=CLOCK, at=NOON) == []


class TestAddSizeRuns:
    @pytest.mark.parametrize(
        ("draft", "refusal"),
        [
            (SizeRunDraft(code="alpha", sizes=(Size(code="S"),)), sizes.SizeRunTaken),
            (SizeRunDraft(code="new", sizes=()), sizes.NoSizes),
            (SizeRunDraft(code="new", sizes=(Size(code="S"), Size(code="S"))), sizes.SizeTwice),
        ],
    )
    def test_refuses_what_can_be_no_run(self, session, draft, refusal):
        with pytest.raises(refusal):
            sizes.add_size_runs(session, [draft], by=CLOCK, at=NOON)


class TestChangeSizeRun:
    def test_renames_a_size_on_every_page(self, session, house):
        run = run_of(session, "alpha")
        renamed = [Size(code=size["code"], names={"FR": f"T{place}"}) for place, size in enumerate(run.sizes)]
        sizes.change_size_run(session, run, sizes=renamed, texts={}, by=CLOCK, at=NOON)
        listings.catch_up(session)
        page = browse(session, house.markets["fr"], language="fr", at=NOON)
        labels = [option.label for option in page.facet("size").options]
        assert labels == ["T1", "T2", "T3", "34", "36", "38"]

    def test_keeps_sizes_that_are_sold(self, session):
        with pytest.raises(sizes.SizeInUse, match="size L of the run alpha"):
            sizes.change_size_run(
                session, run_of(session, "alpha"), sizes=[Size(code="M")], texts={}, by=CLOCK, at=NOON
            )


class TestGuide:
    def test_reads_as_the_country_does(self, reader):
        guide = next(one for one in sizes.guide(reader, country="JP", language="ja") if one.code == "alpha")
        row = next(row for row in guide.rows if row.code == "M")
        assert (str(guide.name), row.name) == ("アルファベット", "9号")
        assert (row.body["bust"][0].mm, str(row.body["waist"][0].cm), row.names["FR"]) == (840, "68.0", "36")
        assert guide.measures == ("height", "bust", "waist", "hip")
