"""Steps of a transfer taken by processes that are killed on their way.

`python -m tests.inventory.killing URL BRAND` reads lines of step, transfer and statement. For each a child of
its own takes the step and kills itself with SIGKILL after so many statements ("0": not at all; "commit": when
all is written and nothing committed). Answers "killed", "done" or "refused" to each.
"""

import os
import signal
import sys
from collections.abc import Callable
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.engine import Engine

from inventory import dispatches, receipts, releases, transfers
from inventory.transfers import Transfer
from kernel.db import BrandSession, Database
from kernel.errors import Refusal
from kernel.events import CLOCK
from tests.inventory.moving import later


def release(session: BrandSession, transfer: Transfer) -> None:
    releases.release(session, transfer, by=CLOCK, at=later(1))


def pick(session: BrandSession, transfer: Transfer) -> None:
    found = {line.sku_id: line.released for line in transfers.lines_of(session, transfer)}
    dispatches.pick(session, transfer, found=found, by=CLOCK, at=later(2))


def dispatch(session: BrandSession, transfer: Transfer) -> None:
    dispatches.dispatch(session, transfer, by=CLOCK, at=later(3))


def receipt(session: BrandSession, transfer: Transfer) -> None:
    sent = {line.sku_id: line.sent for line in transfers.lines_of(session, transfer)}
    receipts.receive(session, transfer, counted=sent, is_last=True, key="part-1", by=CLOCK, at=later(4))


STEPS: dict[str, Callable[[BrandSession, Transfer], None]] = {
    "release": release,
    "pick": pick,
    "dispatch": dispatch,
    "receipt": receipt,
}


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def set_trap(engine: Engine, after: str) -> None:
    if after == "commit":
        event.listen(engine, "commit", lambda _connection: die())
        return
    left = [int(after)]

    def executed(*_: object) -> None:
        left[0] -= 1
        if left[0] == 0:
            die()

    event.listen(engine, "after_cursor_execute", executed)


def take(url: str, brand_id: int, step: str, transfer_id: str, after: str) -> int:
    """Take the step in this very process; 0 when done, 1 when refused."""
    db = Database(url)
    with db.write(brand_id) as session:
        set_trap(db.engine, after)
        try:
            transfer = session.get_one(Transfer, (brand_id, UUID(transfer_id)))
            STEPS[step](session, transfer)
        except Refusal:
            return 1
        session.commit()
    return 0


def main(url: str, brand_id: int) -> None:
    for line in sys.stdin:
        child = os.fork()
        if not child:
            os._exit(take(url, brand_id, *line.split()))
        _pid, status = os.waitpid(child, 0)
        outcome = "killed" if os.WIFSIGNALED(status) else ("done", "refused", "failed")[min(2, status >> 8)]
        sys.stdout.write(f"{outcome}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
