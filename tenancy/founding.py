"""A brand made ready to use: its door, its first market and its owner's invitation, all or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from babel import Locale, UnknownLocaleError
from babel.numbers import list_currencies

from i18n import Message, _
from i18n.languages import SOURCE_LANGUAGE, STAFF_LANGUAGES, normalise
from kernel.db import BrandSession, Database
from kernel.errors import Refusal
from kernel.events import Actor
from kernel.ids import new_token
from tenancy import brands, duties, invitations, outlets
from tenancy.brands import Brand
from tenancy.countries import CUSTOMS, Custom
from tenancy.domains import Domain
from tenancy.markets import MarketDraft, add_markets
from tenancy.outlets import OutletDraft, add_outlets

STORE_TYPE = "store"
Furnish = Callable[[BrandSession], None]


@dataclass(frozen=True, kw_only=True)
class Founding:
    """What must be known of a brand before it can open."""

    slug: str
    name: str
    language: str
    country: str
    currency: str
    owner: str
    owner_name: str = ""


@dataclass(frozen=True)
class Founded:
    """The brand, the host it is found at, and the owner's one-time token."""

    brand_id: int
    host: str
    token: str


class NoSuchLanguage(Refusal):
    message = _("%(language)s is no language we know. Write it as zh-Hans, en, fr or ja.")


class NoSuchCountry(Refusal):
    message = _("%(country)s is no country we know. Write it as two letters, such as CN.")


class NoSuchCurrency(Refusal):
    message = _("%(currency)s is no currency we know. Write it as three letters, such as CNY.")


def found(
    db: Database, founding: Founding, *, host: str, by: Actor, at: datetime, furnish: Furnish
) -> Founded:
    """Found a brand below our own host in one transaction; `furnish` gives it place and goods."""
    _refuse(founding)
    with db.write() as session:
        brand = _open(session, founding, at=at)
        session.add(_door(brand, host, at=at))
        session.enter(brand.id or 0)
        roles = duties.make_roles(session)
        furnish(session)
        _, token = invitations.offer(
            session,
            email=founding.owner,
            name=founding.owner_name or founding.name,
            language=_staff_language(founding),
            role=roles[duties.OWNER],
            outlet_id=None,
            by=by,
            at=at,
        )
        session.commit()
    return Founded(brand.id or 0, f"{founding.slug}.{host}", token)


def _refuse(founding: Founding) -> None:
    try:
        Locale.parse(normalise(founding.language), sep="-")
    except (UnknownLocaleError, ValueError):
        raise NoSuchLanguage(language=founding.language) from None
    if founding.country not in Locale("en").territories or len(founding.country) != 2:
        raise NoSuchCountry(country=founding.country)
    if founding.currency not in list_currencies():
        raise NoSuchCurrency(currency=founding.currency)


def _open(session: BrandSession, founding: Founding, *, at: datetime) -> Brand:
    return brands.open_brand(
        session,
        slug=founding.slug,
        name=founding.name,
        language=normalise(founding.language),
        country=founding.country,
        currency=founding.currency,
        time_zone=_custom(founding).time_zone,
        at=at,
    )


def _custom(founding: Founding) -> Custom:
    plain = Custom(founding.language, founding.currency, "UTC", True)
    return CUSTOMS.get(founding.country, plain)


def _staff_language(founding: Founding) -> str:
    own = normalise(founding.language)
    return own if own in STAFF_LANGUAGES else SOURCE_LANGUAGE


def _door(brand: Brand, host: str, *, at: datetime) -> Domain:
    """The address below our own host needs no proof: the name is ours to give."""
    return Domain(
        host=f"{brand.slug}.{host}",
        brand_id=brand.id or 0,
        is_primary=True,
        proof=new_token(),
        proved_at=at,
        added_at=at,
    )


def first_place(session: BrandSession, founding: Founding, *, by: Actor, at: datetime) -> None:
    """A type of store, a warehouse whose stock the shop sells, and the home market."""
    custom, source = _custom(founding), normalise(founding.language)
    types = {STORE_TYPE: {"name": _in_every_language(_("Store"), source)}}
    outlets.add_store_types(session, types.items(), source=source)
    session.flush()  # outlets look their types up
    warehouse = OutletDraft(
        code="W1",
        slug="warehouse",
        kind="warehouse",
        texts={"name": _in_every_language(_("Warehouse"), source)},
        time_zone=custom.time_zone,
        country=founding.country,
        currency=founding.currency,
        language=source,
    )
    add_outlets(session, [warehouse], source=source, by=by, at=at)
    home = MarketDraft(
        code=founding.country.lower(),
        countries=[founding.country],
        languages=[source],
        currency=founding.currency,
        price_list=founding.currency.lower(),
        tax_included=custom.tax_included,
        rates=custom.rates,
        outlets=["W1"],
    )
    add_markets(session, [home], source=source, by=by, at=at)


def _in_every_language(name: Message, source: str) -> dict[str, str]:
    """Write a name of ours down for the brand, whose own it is from now on."""
    return {tag: name.in_(tag) for tag in dict.fromkeys((source, *STAFF_LANGUAGES))}
