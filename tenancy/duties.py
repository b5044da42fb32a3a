"""Duties, and the roles that bundle them."""

from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, col, select

from i18n import Message, _
from i18n.words import wording
from kernel.db import BrandSession, Identified, Json, Scoped


class Duty(StrEnum):
    """One thing that a person may be allowed to do."""

    SEE_CONSOLE = "see-console"
    EDIT_BRAND = "edit-brand"
    EDIT_STAFF = "edit-staff"
    EDIT_OUTLETS = "edit-outlets"
    EDIT_MARKETS = "edit-markets"
    EDIT_STYLES = "edit-styles"
    EDIT_PRICES = "edit-prices"
    EDIT_WORDS = "edit-words"
    SEE_ORDERS = "see-orders"
    HANDLE_ORDERS = "handle-orders"
    SEE_STOCK = "see-stock"
    RECEIVE_STOCK = "receive-stock"
    ADJUST_STOCK = "adjust-stock"
    HOLD_STOCK = "hold-stock"
    SEND_STOCK = "send-stock"
    RELEASE_STOCK = "release-stock"
    COUNT_STOCK = "count-stock"
    APPROVE_COUNTS = "approve-counts"
    SEE_OTHER_STOCK = "see-other-stock"
    EDIT_ASSORTMENTS = "edit-assortments"
    SEE_DEMAND = "see-demand"
    OVERRULE_DEMAND = "overrule-demand"
    PLAN_STOCK = "plan-stock"
    APPROVE_PLANS = "approve-plans"


OPERATE = "operate"
"""What an operator may do at the operator's own door; no member of staff ever holds it."""

OWNER = "owner"
EVERY_DUTY = frozenset(Duty)


class Role(Scoped, Identified, table=True):
    """A bundle of duties; the owner's is all there are, also those that a later release adds."""

    __table_args__ = (UniqueConstraint("brand_id", "code"),)

    code: str
    words: dict = Field(default_factory=dict, sa_type=Json)
    duties: list = Field(default_factory=list, sa_type=Json)

    @property
    def holds(self) -> frozenset[str]:
        return EVERY_DUTY if self.code == OWNER else frozenset(self.duties)


DUTY_NAMES: dict[Duty, Message] = {
    Duty.SEE_CONSOLE: _("Open the console"),
    Duty.EDIT_BRAND: _("Change the brand, its domains and modules"),
    Duty.EDIT_STAFF: _("Invite and change staff"),
    Duty.EDIT_OUTLETS: _("Change outlets and their hours"),
    Duty.EDIT_MARKETS: _("Change markets and tax rates"),
    Duty.EDIT_STYLES: _("Change styles and pictures"),
    Duty.EDIT_PRICES: _("Change prices"),
    Duty.EDIT_WORDS: _("Translate"),
    Duty.SEE_ORDERS: _("See orders"),
    Duty.HANDLE_ORDERS: _("Take payments, hand orders over, call them off"),
    Duty.SEE_STOCK: _("See stock"),
    Duty.RECEIVE_STOCK: _("Receive goods"),
    Duty.ADJUST_STOCK: _("Adjust stock"),
    Duty.HOLD_STOCK: _("Set pieces aside for customers"),
    Duty.SEND_STOCK: _("Pick and send goods"),
    Duty.RELEASE_STOCK: _("Release transfers and expect deliveries"),
    Duty.COUNT_STOCK: _("Count stock"),
    Duty.APPROVE_COUNTS: _("Approve stock takes"),
    Duty.SEE_OTHER_STOCK: _("Look up what other outlets have"),
    Duty.EDIT_ASSORTMENTS: _("Say what stores carry and offer"),
    Duty.SEE_DEMAND: _("See what may be expected to sell"),
    Duty.OVERRULE_DEMAND: _("Overrule what is expected"),
    Duty.PLAN_STOCK: _("Propose plans and change them"),
    Duty.APPROVE_PLANS: _("Approve and release plans"),
}

ROLE_NAMES: dict[str, Message] = {
    OWNER: _("Owner"),
    "manager": _("Manager"),
    "merchandiser": _("Merchandiser"),
    "translator": _("Translator"),
    "store-manager": _("Store manager"),
    "store-staff": _("Store staff"),
}

FIRST_ROLES: dict[str, tuple[Duty, ...]] = {
    OWNER: (),
    "manager": tuple(duty for duty in Duty if duty is not Duty.EDIT_BRAND),
    "merchandiser": (
        Duty.SEE_CONSOLE,
        Duty.EDIT_OUTLETS,
        Duty.EDIT_STYLES,
        Duty.EDIT_PRICES,
        Duty.EDIT_WORDS,
        Duty.SEE_ORDERS,
        Duty.SEE_STOCK,
        Duty.RECEIVE_STOCK,
        Duty.ADJUST_STOCK,
        Duty.SEND_STOCK,
        Duty.RELEASE_STOCK,
        Duty.COUNT_STOCK,
        Duty.APPROVE_COUNTS,
        Duty.SEE_OTHER_STOCK,
        Duty.EDIT_ASSORTMENTS,
        Duty.SEE_DEMAND,
        Duty.OVERRULE_DEMAND,
        Duty.PLAN_STOCK,
    ),
    "translator": (Duty.SEE_CONSOLE, Duty.EDIT_WORDS),
    "store-manager": (
        Duty.SEE_CONSOLE,
        Duty.EDIT_STAFF,
        Duty.EDIT_OUTLETS,
        Duty.SEE_ORDERS,
        Duty.HANDLE_ORDERS,
        Duty.SEE_STOCK,
        Duty.RECEIVE_STOCK,
        Duty.ADJUST_STOCK,
        Duty.HOLD_STOCK,
        Duty.SEND_STOCK,
        Duty.COUNT_STOCK,
        Duty.APPROVE_COUNTS,
        Duty.SEE_OTHER_STOCK,
    ),
    "store-staff": (
        Duty.SEE_CONSOLE,
        Duty.SEE_ORDERS,
        Duty.HANDLE_ORDERS,
        Duty.SEE_STOCK,
        Duty.RECEIVE_STOCK,
        Duty.HOLD_STOCK,
        Duty.SEND_STOCK,
        Duty.COUNT_STOCK,
        Duty.SEE_OTHER_STOCK,
    ),
}


def make_roles(session: BrandSession) -> dict[str, Role]:
    """Give a new brand the roles that most houses have."""
    made = {code: Role(code=code, duties=list(duties)) for code, duties in FIRST_ROLES.items()}
    session.add_all(made.values())
    return made


def roles(session: BrandSession) -> list[Role]:
    """List the brand's roles, those with the most duties first."""
    found = session.exec(select(Role).order_by(col(Role.code))).all()
    return sorted(found, key=lambda role: (role.code != OWNER, -len(role.holds), role.code))


def role_named(session: BrandSession, code: str) -> Role | None:
    return session.exec(select(Role).where(Role.code == code)).first()


def role_name(role: Role, language: str, *, source: str) -> str:
    """Return the brand's own name for the role, or ours."""
    own = wording(role.words, "name", language, source=source)
    if own.text:
        return own.text
    known = ROLE_NAMES.get(role.code)
    return known.in_(language) if known else role.code
