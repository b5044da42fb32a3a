"""What follows when a market opens or changes: its languages get their addresses, its shop is listed anew."""

from sqlalchemy import select

from catalogue import changes, slugs
from catalogue.collections import Collection
from catalogue.lookbooks import Lookbook
from catalogue.pages import Page
from catalogue.slugs import Named
from catalogue.styles import Style
from kernel import events
from kernel.db import BrandSession

FIELDS = {Style: "name", Collection: "name", Lookbook: "title", Page: "title"}


@events.on("market.opened")
@events.on("market.changed")
def follow(session: BrandSession, turned: events.Event) -> None:
    for model, field in FIELDS.items():
        rows = session.execute(select(model.id, model.code, model.words).order_by(model.id))
        named = [Named(key, code, words, field=field) for key, code, words in rows]
        slugs.give(session, model.__tablename__, named, at=turned.at, is_lacking_only=True)
    changes.note_all(session, at=turned.at)
