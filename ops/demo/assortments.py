"""What the house's stores carry: its rules in a draft, which applies at once."""

from datetime import date, datetime

from inventory.assortments import drafting, presenting
from inventory.assortments.rules import Otherwise
from kernel.db import BrandSession
from kernel.events import CLOCK
from ops.demo.houses.shape import House


def furnish(session: BrandSession, house: House, *, today: date, at: datetime) -> None:
    draft = drafting.begin(session, by=CLOCK, at=at)
    drafting.say_otherwise(session, draft, Otherwise(house.otherwise), by=CLOCK, at=at)
    rules = [carrying.draft(today) for carrying in house.carrying]
    drafting.add_rules(session, draft, rules, by=CLOCK, at=at)
    presenting.add_presentation(session, draft, house.presentation, by=CLOCK, at=at)
    drafting.apply(session, draft, on=today, by=CLOCK, at=at)
