"""Markets: where the brand sells, in which languages, with which tax, from which outlets."""

from decimal import Decimal
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlmodel import col, select
from wtforms import DateField, DecimalField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from admin import amounts, choices, rules
from admin.frame import brand, found, me, now, refusing
from admin.notices import told
from admin.staff import outlet_names
from i18n import _, current_language, pgettext
from i18n.languages import country_name
from i18n.money import Money
from i18n.words import wording
from kernel.web.access import allows
from kernel.web.forms import Form, RadioField, SelectField, SelectMultipleField
from kernel.web.modules import keep_to_module
from kernel.web.transactions import session
from tenancy import market_book
from tenancy.duties import Duty
from tenancy.market_book import WHOLE
from tenancy.markets import Market, MarketDraft, RateDraft, TaxRate, add_markets, rate_on

bp = Blueprint("markets", __name__, url_prefix="/markets")
keep_to_module(bp, "markets")


class MarketForm(Form):
    name = StringField(_("Name"), [Length(max=80)])
    code = StringField(
        _("Code"),
        [InputRequired(), rules.CODE],
    )
    first_country = SelectField(_("Country in addresses"))
    other_countries = SelectMultipleField(_("Also sold to"))
    languages = SelectMultipleField(_("Languages"), [InputRequired()])
    currency = SelectField(_("Currency"))
    tax = RadioField(
        _("Prices are shown"),
        choices=[("included", _("with tax")), ("added", _("before tax, which is added"))],
        default="included",
    )

    def offer(self, *, also: tuple[str, ...] = ()) -> None:
        self.first_country.choices = choices.countries()
        self.other_countries.choices = choices.countries()
        self.languages.choices = choices.tongues(also=also)
        self.currency.choices = choices.currencies()

    def draft(self) -> MarketDraft:
        first = self.first_country.data
        others = [code for code in self.other_countries.data or () if code != first]
        return MarketDraft(
            code=self.code.data,
            countries=[first, *others],
            languages=self.languages.data,
            currency=self.currency.data,
            price_list=self.currency.data.lower(),
            tax_included=self.tax.data == "included",
            texts={"name": {brand().language: self.name.data.strip()}} if self.name.data else {},
        )


class RateForm(Form):
    name = StringField(_("Name on slips"), [InputRequired(), Length(max=40)])
    per_cent = DecimalField(_("Rate, in per cent"), [InputRequired(), NumberRange(0, 100)], places=4)
    starts_on = DateField(pgettext("moment", "From"), [InputRequired()])
    region = StringField(_("Only in the state or region"), [Optional(), Length(max=40)])
    exempt_below = StringField(_("Free below, for each article"), [Optional(), Length(max=25)])
    untaxed_up_to = StringField(_("Free up to, of each article’s price"), [Optional(), Length(max=25)])

    def draft(self, currency: str) -> RateDraft:
        assert self.per_cent.data is not None
        assert self.starts_on.data is not None
        return RateDraft(
            name=self.name.data.strip(),
            millionths=int(self.per_cent.data * Decimal(WHOLE // 100)),
            starts_on=self.starts_on.data,
            region=(self.region.data or "").strip(),
            exempt_below=amounts.typed(self.exempt_below.data, currency) if self.exempt_below.data else None,
            untaxed_up_to=amounts.typed(self.untaxed_up_to.data, currency)
            if self.untaxed_up_to.data
            else None,
        )


class ServingForm(Form):
    outlets = SelectMultipleField(_("Outlets whose stock serves this market"))

    def offer(self) -> None:
        self.outlets.choices = [(str(id), name) for id, name in outlet_names().items()]


@bp.get("/")
@allows(Duty.EDIT_MARKETS)
def index() -> str:
    markets = session().exec(select(Market).order_by(col(Market.position), Market.code)).all()
    rates: dict[UUID, list[TaxRate]] = {}
    for rate in session().exec(select(TaxRate)).all():
        rates.setdefault(rate.market_id, []).append(rate)
    today = now().date()
    return render_template(
        "admin/markets/index.html",
        markets=[(market, name_of(market), rate_on(rates.get(market.id, ()), today)) for market in markets],
    )


@bp.get("/new")
@allows(Duty.EDIT_MARKETS)
def new() -> str:
    form = MarketForm(currency=brand().currency, first_country=brand().country, languages=[brand().language])
    form.offer(also=(brand().language,))
    return render_template("admin/markets/new.html", form=form)


@bp.post("/")
@allows(Duty.EDIT_MARKETS)
def create() -> Response:
    form = MarketForm(request.form)
    form.offer(also=(brand().language,))
    if form.validate():
        with refusing(form):
            made = add_markets(session(), [form.draft()], source=brand().language, by=me(), at=now())
            market = made[form.code.data]
            return told(url_for(".show", market_id=market.id), _("Opened. Now its tax and its outlets."))
    return make_response(render_template("admin/markets/new.html", form=form), 422)


@bp.get("/<uuid:market_id>")
@allows(Duty.EDIT_MARKETS)
def show(market_id: UUID) -> str:
    return _draw(find(market_id))


@bp.post("/<uuid:market_id>")
@allows(Duty.EDIT_MARKETS)
def change(market_id: UUID) -> Response:
    market = find(market_id)
    form = MarketForm(request.form)
    form.offer(also=tuple(market.languages))
    if form.validate():
        with refusing(form):
            draft, source = form.draft(), brand().language
            market_book.change(session(), market, draft, source=source, by=me(), at=now())
            return told(url_for(".show", market_id=market.id), _("Kept."))
    return make_response(_draw(find(market_id), form=form), 422)


@bp.post("/<uuid:market_id>/rates")
@allows(Duty.EDIT_MARKETS)
def set_rate(market_id: UUID) -> Response:
    market = find(market_id)
    form = RateForm(request.form)
    if form.validate():
        with refusing(form):
            market_book.set_rate(session(), market, form.draft(market.currency), by=me(), at=now())
            return told(url_for(".show", market_id=market.id), _("The rate is kept."))
    return make_response(_draw(find(market_id), rate=form), 422)


@bp.post("/<uuid:market_id>/rates/<uuid:rate_id>/removal")
@allows(Duty.EDIT_MARKETS)
def drop_rate(market_id: UUID, rate_id: UUID) -> Response:
    market = find(market_id)
    rate = found(session().find(TaxRate, rate_id))
    found(rate if rate.market_id == market.id else None)
    market_book.drop_rate(session(), market, rate, by=me(), at=now())
    return told(url_for(".show", market_id=market.id), _("The rate is taken back."))


@bp.post("/<uuid:market_id>/outlets")
@allows(Duty.EDIT_MARKETS)
def serve(market_id: UUID) -> Response:
    market = find(market_id)
    form = ServingForm(request.form)
    form.offer()
    if form.validate():
        with refusing(form):
            chosen = [UUID(id) for id in form.outlets.data or ()]
            market_book.serve_from(session(), market, chosen, by=me(), at=now())
            return told(url_for(".show", market_id=market.id), _("Kept."))
    return make_response(_draw(find(market_id), serving=form), 422)


def find(market_id: UUID) -> Market:
    return found(session().find(Market, market_id))


def name_of(market: Market) -> str:
    own = wording(market.words, "name", current_language(), source=brand().language)
    return str(own) or country_name(market.country, language=current_language())


def _draw(
    market: Market,
    *,
    form: MarketForm | None = None,
    rate: RateForm | None = None,
    serving: ServingForm | None = None,
) -> str:
    form = form or MarketForm(
        code=market.code,
        name=str(wording(market.words, "name", brand().language, source=brand().language)),
        first_country=market.country,
        other_countries=market.countries[1:],
        languages=market.languages,
        currency=market.currency,
        tax="included" if market.tax_included else "added",
    )
    form.offer(also=tuple(market.languages))
    served = [str(id) for id in market_book.serving(session(), market)]
    serving = serving or ServingForm(outlets=served)
    serving.offer()
    rates = market_book.rates(session(), market)
    return render_template(
        "admin/markets/show.html",
        market=market,
        name=name_of(market),
        form=form,
        rates=rates,
        holding=rate_on(rates, now().date()),
        amount=lambda units: Money(units, market.currency),
        rate_form=rate or RateForm(starts_on=now().date()),
        serving=serving,
        served=len(served),
    )
