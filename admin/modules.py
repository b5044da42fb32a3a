"""Modules: what this brand has switched on."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, render_template, url_for

from admin.frame import me, now
from admin.notices import told
from i18n import Message, _
from kernel.web.access import allows
from kernel.web.transactions import session
from tenancy import modules
from tenancy.duties import Duty
from tenancy.modules import GROUPS, MODULES, Module

bp = Blueprint("modules", __name__, url_prefix="/modules")


@bp.get("/")
@allows(Duty.EDIT_BRAND)
def index() -> str:
    return render_template(
        "admin/modules/index.html", **shown(modules.switched_on(session()), switch=_address)
    )


@bp.post("/<key>/switch-on")
@allows(Duty.EDIT_BRAND)
def switch_on(key: str) -> Response:
    modules.switch(session(), key, True, by=me(), at=now())
    return told(url_for(".index"), _("%(module)s is on.", module=MODULES[key].name))


@bp.post("/<key>/switch-off")
@allows(Duty.EDIT_BRAND)
def switch_off(key: str) -> Response:
    modules.switch(session(), key, False, by=me(), at=now())
    return told(url_for(".index"), _("%(module)s is off. What it holds is kept.", module=MODULES[key].name))


def shown(on: frozenset[str], *, switch: Callable[[str, str], str]) -> dict[str, Any]:
    """What the list of modules is drawn from."""
    needs = {key: [str(MODULES[need].name) for need in module.needs] for key, module in MODULES.items()}
    return {"groups": _grouped(), "needs": needs, "on": on, "switch": switch}


def _address(way: str, key: str) -> str:
    return url_for(f".switch_{way}", key=key)


def _grouped() -> list[tuple[Message, list[Module]]]:
    return [
        (name, [module for module in MODULES.values() if module.group == group])
        for group, name in GROUPS.items()
    ]
