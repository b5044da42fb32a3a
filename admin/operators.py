"""The operator's own pages: the brands of this installation, opened here and switched module by module."""

from functools import partial

from flask import Blueprint, Response, current_app, make_response, render_template, request, url_for
from sqlmodel import col, select
from wtforms import EmailField, StringField
from wtforms.validators import InputRequired, Length

from admin import choices, letters, rules
from admin.frame import database, found, now, person, refusing
from admin.modules import shown
from admin.notices import told
from catalogue.default_sizes import add_default_runs
from i18n import _
from kernel.db import BrandSession
from kernel.web.access import allows
from kernel.web.forms import Form, SelectField
from kernel.web.transactions import session
from tenancy import founding, modules
from tenancy.brands import Brand
from tenancy.domains import Domain
from tenancy.duties import OPERATE
from tenancy.founding import Founding
from tenancy.modules import MODULES

bp = Blueprint("home", __name__)


class BrandForm(Form):
    name = StringField(_("Name"), [InputRequired(), Length(max=80)])
    slug = StringField(
        _("Short name"),
        [InputRequired(), rules.HOUSE],
    )
    country = SelectField(_("Country"))
    language = SelectField(_("Language it writes in"))
    currency = SelectField(_("Currency"))
    owner = EmailField(_("Owner’s mail address"), [InputRequired(), Length(max=254)])
    owner_name = StringField(_("Owner’s name"), [InputRequired(), Length(max=80)])

    def offer(self) -> None:
        self.country.choices = choices.countries()
        self.language.choices = choices.tongues()
        self.currency.choices = choices.currencies()

    def founding(self) -> Founding:
        return Founding(**{name: value.strip() for name, value in self.data.items()})


@bp.get("/")
@allows(OPERATE)
def index() -> str:
    hosts = select(Domain.brand_id, Domain.host).where(col(Domain.is_primary))
    brands = session().exec(select(Brand).order_by(Brand.name)).all()
    return render_template(
        "admin/operators/index.html", brands=brands, hosts=dict(session().exec(hosts).all())
    )


@bp.get("/brands/new")
@allows(OPERATE)
def new() -> str:
    form = BrandForm()
    form.offer()
    return render_template("admin/operators/new.html", form=form)


@bp.post("/brands")
@allows(OPERATE)
def create() -> Response:
    """Found a brand; the letter with its owner's link goes out from the house itself."""
    form = BrandForm(request.form)
    form.offer()
    if form.validate():
        with refusing(form):
            made = founding.found(
                database(),
                form.founding(),
                host=current_app.config["SETTINGS"].hosts[0],
                by=found(person()),
                at=now(),
                furnish=partial(_furnish, form.founding()),
            )
            letters.greet_owner(database(), made, at=now())
            return told(
                url_for(".show", slug=form.slug.data),
                _("%(name)s is open. Its owner gets a letter with the link.", name=form.name.data),
            )
    return make_response(render_template("admin/operators/new.html", form=form), 422)


@bp.get("/brands/<slug>")
@allows(OPERATE)
def show(slug: str) -> str:
    brand = _named(slug)
    with database().read(brand.id) as house:
        on = modules.switched_on(house)

    def switch(way: str, key: str) -> str:
        return url_for(f".switch_{way}", slug=slug, key=key)

    hosts = session().exec(select(Domain.host).where(col(Domain.brand_id) == brand.id)).all()
    return render_template("admin/operators/show.html", brand=brand, hosts=hosts, **shown(on, switch=switch))


@bp.post("/brands/<slug>/modules/<key>/switch-on")
@allows(OPERATE)
def switch_on(slug: str, key: str) -> Response:
    return _switch(slug, key, True)


@bp.post("/brands/<slug>/modules/<key>/switch-off")
@allows(OPERATE)
def switch_off(slug: str, key: str) -> Response:
    return _switch(slug, key, False)


def _switch(slug: str, key: str, on: bool) -> Response:
    """Switch in a session of the brand itself: the operator's serves none."""
    with database().read() as reading:
        brand = found(reading.exec(select(Brand).where(Brand.slug == slug)).first())
    with database().write(brand.id) as house:
        modules.switch(house, key, on, by=found(person()), at=now())
        house.commit()
    said = _("%(module)s is on.") if on else _("%(module)s is off. What it holds is kept.")
    return told(url_for(".show", slug=slug), said % {"module": MODULES[key].name})


def _named(slug: str) -> Brand:
    return found(session().exec(select(Brand).where(Brand.slug == slug)).first())


def _furnish(wanted: Founding, house: BrandSession) -> None:
    who = found(person())
    founding.first_place(house, wanted, by=who, at=now())
    add_default_runs(house, by=who, at=now())
