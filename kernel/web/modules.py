"""Routes of a module that is off are not there: they answer 404, whoever asks."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, Flask, abort, current_app, g, request

View = TypeVar("View", bound=Callable[..., Any])
marked: set[str] = set()
"""The modules that some route belongs to."""
SwitchedOn = Callable[[int], frozenset[str]]


def init_app(app: Flask, *, switched_on: SwitchedOn) -> None:
    """Check each request against the module its route belongs to; called after the door is found.

    What is on is kept for as long as the brand's version stands: a switch turns it.
    """
    kept: dict[int, tuple[int, frozenset[str]]] = {}

    def at_door() -> frozenset[str]:
        door = g.door
        if door.brand_id not in kept or kept[door.brand_id][0] != door.version:
            kept[door.brand_id] = door.version, switched_on(door.brand_id)
        return kept[door.brand_id][1]

    app.extensions["switched_on"] = at_door

    @app.before_request
    def check() -> None:
        if request.endpoint is None:
            return
        view = current_app.view_functions[request.endpoint]
        key = getattr(view, "module", None)
        if key is not None and key not in on():
            abort(404)

    app.jinja_env.globals["is_on"] = lambda key: key in on()


def needs_module(key: str) -> Callable[[View], View]:
    """Say that a view belongs to a module; it stands below the route, beside who may."""

    def mark(view: View) -> View:
        marked.add(key)
        view.module = key  # ty: ignore[missing-attribute]
        return view

    return mark


def keep_to_module(bp: Blueprint, key: str) -> None:
    """Say that all of a blueprint's routes belong to a module."""
    marked.add(key)

    @bp.before_request
    def check() -> None:
        if key not in on():
            abort(404)


def on() -> frozenset[str]:
    """The modules that are on for this door's brand, looked up once a request."""
    if "modules" not in g:
        g.modules = current_app.extensions["switched_on"]() if g.door.brand_id is not None else frozenset()
    return g.modules
