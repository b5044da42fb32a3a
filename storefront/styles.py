"""Soon."""

from flask import Blueprint

bp = Blueprint("styles", __name__)
