import socket
import ssl
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from threading import Thread

import pytest

from kernel import jobs, mail
from kernel.crypto import Vault
from kernel.db import Database
from kernel.mail import BadMailUrl, Letter, post_at

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LETTER = Letter(
    to="leo@maison.example",
    subject="Votre place chez Maison\r\nBcc: thief@example.com",
    text="Suivez ce lien : https://maison.example/x/SECRET\n",
    html="<p>Suivez <a href='https://maison.example/x/SECRET'>ce lien</a></p>",
    sender_name="Étamine, Paris",
    language="fr",
)


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(mail, "_office", None)
    mail.connect(f"folder:{tmp_path / 'mail'}", vault=Vault(["k" * 40]))
    return tmp_path / "mail"


@pytest.fixture
def db(database):
    opened = Database(database.url)
    yield opened
    with opened.write() as session:
        for job in session.scalars(jobs.select(jobs.Job)).all():
            session.delete(job)
        session.commit()
    opened.dispose()


def read(folder: Path) -> list:
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in folder.glob("*.eml")]


class TestPost:
    def test_sends_once_the_worker_comes(self, db, folder):
        with db.write() as session:
            mail.post(session, LETTER, at=NOON)
            session.commit()
        assert not folder.exists()
        assert jobs.work_off(db, worker="w", at=NOON) == 1
        assert jobs.work_off(db, worker="w", at=NOON) == 0
        (message,) = read(folder)
        assert message["To"] == "leo@maison.example"
        assert message["Content-Language"] == "fr"
        assert message.get_body(("plain",)).get_content() == LETTER.text
        assert "ce lien" in message.get_body(("html",)).get_content()

    def test_sends_nothing_of_what_was_rolled_back(self, db, folder):
        with db.write() as session:
            mail.post(session, LETTER, at=NOON)
        assert jobs.work_off(db, worker="w", at=NOON) == 0
        assert not folder.exists()

    def test_keeps_no_link_readable_while_it_waits(self, db, folder):
        with db.write() as session:
            mail.post(session, LETTER, at=NOON)
            session.commit()
        with db.read() as session:
            (job,) = session.scalars(jobs.select(jobs.Job)).all()
        assert "SECRET" not in str(job.payload)
        assert "leo@" not in str(job.payload)

    def test_puts_no_line_of_a_name_or_subject_into_the_head(self, db, folder):
        message = mail.compose(LETTER, sender="house@example.com", at=NOON)
        assert message["Bcc"] is None
        assert message["From"] == '"Étamine, Paris" <house@example.com>'


class TestPostAt:
    @pytest.mark.parametrize(
        "url", ["", "folder:", "file:x", "smtp://", "smtp://host?tls=perhaps", "http://host"]
    )
    def test_refuses_what_is_no_way_to_send(self, url):
        with pytest.raises(BadMailUrl):
            post_at(url)

    def test_reads_an_account_and_its_way(self):
        post = post_at("smtp://me%40example.com:p%3Aw@mail.example.com:2525?tls=implicit")
        assert post == mail.Smtp("mail.example.com", 2525, "me@example.com", "p:w", "implicit")

    def test_sends_from_the_account_or_from_whom_it_is_told(self):
        assert mail._sender("smtp://me%40example.com:pw@host") == "me@example.com"
        assert mail._sender("smtp://key:pw@host?tls=none&from=house@example.com") == "house@example.com"


class TestSmtp:
    def test_speaks_to_a_server_over_a_real_socket(self):
        with socket.create_server(("127.0.0.1", 0)) as listening:
            heard: list[bytes] = []
            thread = Thread(target=_serve, args=(listening, heard))
            thread.start()
            post = post_at(f"smtp://127.0.0.1:{listening.getsockname()[1]}?tls=none")
            post.send(mail.compose(LETTER, sender="house@example.com", at=NOON))
            thread.join()
        assert b"Suivez ce lien" in b"".join(heard)

    def test_sends_nothing_where_tls_is_asked_for_and_not_there(self):
        with socket.create_server(("127.0.0.1", 0)) as listening:
            heard: list[bytes] = []
            thread = Thread(target=_serve, args=(listening, heard))
            thread.start()
            post = post_at(f"smtp://127.0.0.1:{listening.getsockname()[1]}?tls=starttls")
            with pytest.raises((OSError, ssl.SSLError, mail.smtplib.SMTPException)):
                post.send(mail.compose(LETTER, sender="house@example.com", at=NOON))
            thread.join()
        assert b"Suivez" not in b"".join(heard)


def _serve(listening: socket.socket, heard: list[bytes]) -> None:
    """Speak just enough SMTP for one message."""
    connection, _ = listening.accept()
    with connection, connection.makefile("rb") as lines:
        connection.sendall(b"220 here\r\n")
        for line in lines:
            heard.append(line)
            verb = line[:4].upper()
            if verb == b"DATA":
                connection.sendall(b"354 go on\r\n")
                for part in lines:
                    heard.append(part)
                    if part == b".\r\n":
                        break
            connection.sendall(b"221 bye\r\n" if verb == b"QUIT" else b"250 well\r\n")
            if verb == b"QUIT":
                return
