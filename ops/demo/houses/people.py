"""Invented people with names that fit the place."""

from collections.abc import Callable, Iterable

from ops.demo.houses import chance, words
from ops.demo.houses.shape import Outlet, Person


def crew(
    house: str, places: Iterable[Outlet], *, beside: Callable[[Outlet], str | None]
) -> tuple[Person, ...]:
    """A manager for every store, and beside her whoever this one needs: a role, or nobody."""
    stores = [place for place in places if place.kind == "store"]
    roles = [(place, role) for place in stores for role in ("store-manager", beside(place)) if role]
    return tuple(chinese(house, place.code, role=role) for place, role in roles)


def chinese(house: str, outlet: str, *, role: str) -> Person:
    """Somebody for a store: the same person each time, her address told apart by the store's code."""
    names = words.tree("people.yaml")
    family, family_latin = chance.pick(list(names["families"].items()), house, outlet, role, "family")
    given, given_latin = chance.pick(list(names["given"].items()), house, outlet, role, "given")
    plain = f"{given_latin}.{family_latin}".lower().replace("’", "").replace("ü", "v")
    return Person(
        name=f"{family}{given}",
        latin_name=f"{family_latin} {given_latin}",
        family=family,
        given=given,
        email=f"{plain}.{outlet.lower()}@example.com",
        role=role,
        language="zh-Hans",
        outlets=(outlet,),
    )
