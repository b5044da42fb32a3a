"""What the house tells of privacy to browsers that ask by themselves."""

from flask import Blueprint, Response, abort, jsonify

from kernel.web.access import public
from kernel.web.door import at_brand

bp = Blueprint("privacy", __name__)
HONOURED_SINCE = "2026-11-22"


@bp.get("/.well-known/gpc.json")
@public
def global_privacy_control() -> Response:
    """The signal is honoured for everyone: nobody is followed, and nothing known of her is sold."""
    if not at_brand():
        abort(404)
    return jsonify(gpc=True, lastUpdate=HONOURED_SINCE)
