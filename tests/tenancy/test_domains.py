import pytest

from kernel import dns
from kernel.dns import NoAnswer, Resolver
from kernel.events import CLOCK
from tenancy import domains
from tenancy.domains import (
    AlreadyAdded,
    NobodyAnswers,
    NotAHost,
    NotProved,
    OursToGive,
    PrimaryStays,
    ProvedByAnother,
    behind,
)
from tests.world import NOON

SOMEONE = Resolver("127.0.0.1", 1)


def add(session, host):
    domain = domains.add(session, host, ours=["localhost"], by=CLOCK, at=NOON)
    session.flush()
    return domain


class TestAdd:
    @pytest.mark.parametrize(
        ("written", "host"),
        [(" WWW.Maison.FR. ", "www.maison.fr"), ("étamine.fr", "xn--tamine-9ua.fr")],
    )
    def test_writes_a_host_one_way(self, session, written, host):
        assert add(session, written).host == host

    @pytest.mark.parametrize(
        "wrong",
        ["", "maison", "a..fr", "-a.fr", "http://a.fr", "a.fr/x", "a_b.fr", "127.0.0.1", "x" * 64 + ".fr"],
    )
    def test_refuses_what_is_none(self, session, wrong):
        with pytest.raises(NotAHost):
            add(session, wrong)

    @pytest.mark.parametrize("ours", ["localhost.localhost", "autre.localhost"])
    def test_gives_away_nothing_of_ours(self, session, ours):
        with pytest.raises((OursToGive, NotAHost)):
            add(session, ours)

    def test_adds_once(self, session):
        add(session, "www.maison.fr")
        with pytest.raises(AlreadyAdded):
            add(session, "WWW.maison.fr")

    def test_answers_nothing_before_it_is_proved(self, maison):
        with maison.writing() as session:
            add(session, "unproved.maison.fr")
        assert behind(maison.db, "unproved.maison.fr") is None


class TestLookUp:
    def test_wants_the_proof_itself(self, session, monkeypatch):
        domain = add(session, "www.maison.fr")
        said = ["v=spf1 -all", f" {domain.proof} "]
        monkeypatch.setattr(
            dns, "txt_records", lambda name, resolver: said if name == "_comptoir.www.maison.fr" else []
        )
        domains.look_up(domain, resolver=SOMEONE)
        said[1] = "comptoir=another"
        with pytest.raises(NotProved):
            domains.look_up(domain, resolver=SOMEONE)

    def test_says_when_nobody_answers(self, session, monkeypatch):
        def silent(_name, resolver):
            raise NoAnswer

        monkeypatch.setattr(dns, "txt_records", silent)
        with pytest.raises(NobodyAnswers):
            domains.look_up(add(session, "www.maison.fr"), resolver=SOMEONE)


class TestProve:
    def test_lets_it_answer(self, maison):
        with maison.writing() as session:
            domains.prove(session, add(session, "proved.maison.fr"), by=CLOCK, at=NOON)
        found = behind(maison.db, "proved.maison.fr")
        assert found is not None
        assert (found.brand_id, found.primary_host) == (maison.brand_id, "maison.localhost")

    def test_keeps_it_from_another_brand(self, maison, world):
        with maison.writing() as session:
            domains.prove(session, add(session, "only.maison.fr"), by=CLOCK, at=NOON)
        with world.autre.trying() as elsewhere, pytest.raises(ProvedByAnother):
            domains.prove(elsewhere, add(elsewhere, "only.maison.fr"), by=CLOCK, at=NOON)

    def test_is_not_kept_from_its_owner_by_asking_first(self, maison, world):
        with world.autre.writing() as elsewhere:
            add(elsewhere, "mine.maison.fr")
        with maison.writing() as session:
            domains.prove(session, add(session, "mine.maison.fr"), by=CLOCK, at=NOON)
        assert behind(maison.db, "mine.maison.fr").brand_id == maison.brand_id


class TestMakePrimary:
    def test_names_it_in_links(self, maison):
        with maison.writing() as session:
            domain = add(session, "first.maison.fr")
            with pytest.raises(NotProved):
                domains.make_primary(session, domain, by=CLOCK, at=NOON)
            domains.prove(session, domain, by=CLOCK, at=NOON)
            domains.make_primary(session, domain, by=CLOCK, at=NOON)
        assert behind(maison.db, "maison.localhost").primary_host == "first.maison.fr"
        with maison.writing() as session:
            with pytest.raises(PrimaryStays):
                domains.remove(session, domains.of_brand_named(session, domain.id), by=CLOCK, at=NOON)
            own = next(each for each in domains.of_brand(session) if each.host == "maison.localhost")
            domains.make_primary(session, own, by=CLOCK, at=NOON)
            domains.remove(session, domains.of_brand_named(session, domain.id), by=CLOCK, at=NOON)
        assert behind(maison.db, "first.maison.fr") is None

    def test_finds_no_other_brands_domain(self, maison, world):
        with world.autre.trying() as elsewhere:
            (theirs, *_) = domains.of_brand(elsewhere)
        with maison.trying() as session:
            assert domains.of_brand_named(session, theirs.id) is None
