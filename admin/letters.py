"""The console's letters: to whoever is invited, and to whoever forgot a password."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import Flask, current_app, g, request
from sqlmodel import select

from i18n import _, speaking
from i18n.languages import SOURCE_LANGUAGE, STAFF_LANGUAGES, negotiate
from kernel import jobs, mail
from kernel.db import BrandSession, Database
from tenancy import identities, invitations, people, resets
from tenancy.brands import Brand
from tenancy.founding import Founded
from tenancy.identities import Identity
from tenancy.invitations import Invitation
from tenancy.staff import Staff

FORGOTTEN = "forgotten-password"
OURS = "Comptoir"


def init_app(app: Flask) -> None:
    """Let the worker of this app write the letters that are written there."""

    @jobs.job(FORGOTTEN)
    def answer(session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
        _answer_forgotten(app, session, payload, at)


def origin() -> str:
    """Return this door's address as registered: only the port is the request's, and only in development."""
    return _origin(g.door.primary_host or current_app.config["SETTINGS"].hosts[0])


def _origin(host: str) -> str:
    if current_app.config["SETTINGS"].production:
        return f"https://{host}"
    port = request.host.rpartition(":")[2]
    return f"http://{host}:{port}" if port.isdigit() else f"http://{host}"


def invite(session: BrandSession, invitation: Invitation, token: str, *, by_name: str, at: datetime) -> None:
    """Queue the letter that holds an invitation's link."""
    _invite(session, invitation, f"{origin()}/admin/invitations/{token}", by_name=by_name, at=at)


def greet_owner(db: Database, made: Founded, *, at: datetime) -> None:
    """Queue the letter with a new brand's owner's link, from the brand's own address."""
    with db.write(made.brand_id) as session:
        invitation = invitations.behind(session, made.token, at=at)
        link = f"{_origin(made.host)}/admin/invitations/{made.token}"
        _invite(session, invitation, link, by_name=OURS, at=at)
        session.commit()


def _invite(session: BrandSession, invitation: Invitation, link: str, *, by_name: str, at: datetime) -> None:
    house = session.get_one(Brand, session.brand).name
    _post(
        current_app.jinja_env,
        session,
        "invitation",
        to=invitation.email,
        language=invitation.language,
        house=house,
        subject=_("Your place at %(house)s", house=house),
        link=link,
        at=at,
        name=invitation.display_name,
        by_name=by_name,
    )


def ask_for_reset(session: BrandSession, email: str, *, at: datetime) -> None:
    """Queue the answer to a forgotten password; only the worker finds out whether the address is known."""
    language = negotiate(request.headers.get("Accept-Language"), STAFF_LANGUAGES) or SOURCE_LANGUAGE
    payload = {"email": email.strip().lower(), "origin": origin(), "language": language}
    jobs.enqueue(session, FORGOTTEN, payload=payload, run_at=at)


def _answer_forgotten(app: Flask, session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
    identity = identities.named(session, payload["email"])
    if identity is None or not people.may_enter(session, identity):
        return
    brand = session.get_one(Brand, session.brand) if session.brand_id is not None else None
    front = "admin" if brand else "operator"
    token = resets.offer(session, identity, at=at)
    _post(
        app.jinja_env,
        session,
        "reset",
        to=identity.email,
        language=_language(session, identity) or payload["language"],
        house=brand.name if brand else OURS,
        subject=_("A new password for %(house)s", house=brand.name if brand else OURS),
        link=f"{payload['origin']}/{front}/password/new/{token}",
        at=at,
    )


def _language(session: BrandSession, identity: Identity) -> str | None:
    if session.brand_id is None:
        return None
    return session.exec(select(Staff.language).where(Staff.identity_id == identity.id)).first()


def _post(
    environment: Any,
    session: BrandSession,
    page: str,
    *,
    to: str,
    language: str,
    house: str,
    subject: object,
    link: str,
    at: datetime,
    **words: str,
) -> None:
    with speaking(language):
        text, html = (
            environment.get_template(f"admin/letters/{page}.{kind}").render(house=house, link=link, **words)
            for kind in ("txt", "html")
        )
        letter = mail.Letter(
            to=to, subject=str(subject), text=text, html=html, sender_name=house, language=language
        )
    mail.post(session, letter, at=at)
