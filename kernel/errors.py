"""An anticipated no. Anything else that is raised is a bug."""

from typing import Any


class Refusal(Exception):
    """A no that was foreseen: worded, translated and telling the person what to do next.

    `message` is a lazy message with %(name)s places, filled from the keyword arguments.
    """

    message: Any = ""
    status = 422

    def __init__(self, **values: Any) -> None:
        self.values = values
        super().__init__(values)

    def __str__(self) -> str:
        return str(self.message % self.values) if self.values else str(self.message)


class NotThere(Refusal):
    """What was asked for does not exist, or is another's: the two look the same."""

    status = 404


class NotAllowed(Refusal):
    """The person is known and may not do this."""

    status = 403


class TooOften(Refusal):
    """Asked too many times; `retry_after` says in how many seconds it may work."""

    status = 429

    def __init__(self, *, retry_after: int, **values: Any) -> None:
        self.retry_after = retry_after
        super().__init__(retry_after=retry_after, **values)
