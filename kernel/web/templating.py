"""Shared macros: `ui.shop.card(…)` in any template is the macro `card` of ui/shop.html."""

from types import ModuleType
from typing import Any

from flask import Flask
from jinja2 import Environment


class Macros:
    """The files of templates/ui by name; a block rendered alone reaches them as a whole page does."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def __getattr__(self, name: str) -> ModuleType | Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._environment.get_template(f"ui/{name}.html").module


def init_app(app: Flask) -> None:
    app.jinja_env.globals.setdefault("ui", Macros(app.jinja_env))
