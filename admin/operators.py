"""The operator's own pages: the brands of this installation."""

from flask import Blueprint

from kernel.web.access import allows
from tenancy.duties import OPERATE

bp = Blueprint("home", __name__)


@bp.get("/")
@allows(OPERATE)
def index() -> str:
    return ""
