"""Moments in forms: typed as the house's own clock shows them, kept in UTC."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import DateTimeLocalField

from admin.frame import brand


class MomentField(DateTimeLocalField):
    """A day and an hour in the brand's time zone; its data is the moment."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], **kwargs)

    def process_data(self, value: datetime | None) -> None:
        self.data = value

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data is not None:
            self.data = self.data.replace(tzinfo=_zone())

    def _value(self) -> str:
        if self.raw_data:
            return " ".join(self.raw_data)
        return self.data.astimezone(_zone()).strftime("%Y-%m-%dT%H:%M") if self.data else ""


def _zone() -> ZoneInfo:
    return ZoneInfo(brand().time_zone)
