"""The shop front: what shoppers see of a brand."""

from flask import Flask

from kernel.web import templating
from storefront import masthead, snapshots
from storefront.front import register
from storefront.problems import draw_problem

__all__ = ["draw_problem", "init_app"]


def init_app(app: Flask) -> None:
    templating.init_app(app)
    snapshots.init_app(app)
    masthead.init_app(app)
    register(app)
