"""The overview: what state the house is in, each number leading to what it is made of."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from admin.frame import me
from i18n import Message
from kernel.db import BrandSession
from kernel.web.access import allows
from kernel.web.transactions import session
from tenancy.duties import Duty

bp = Blueprint("home", __name__)


@dataclass(frozen=True)
class Figure:
    number: int
    label: Message
    address: str
    kind: str = "plain"


@bp.get("/")
@allows(Duty.SEE_CONSOLE)
def index() -> str:
    return render_template("admin/home/index.html", figures=figures(session()), name=me().display_name)


def figures(reading: BrandSession) -> list[Figure]:
    """Count what this person may open."""
    return []
