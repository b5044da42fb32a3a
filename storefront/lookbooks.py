"""Soon."""

from flask import Blueprint

bp = Blueprint("lookbooks", __name__)
