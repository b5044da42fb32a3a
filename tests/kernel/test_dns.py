import socket
import struct
from collections.abc import Callable
from contextlib import contextmanager
from threading import Thread

import pytest

from kernel.dns import NoAnswer, Resolver, txt_records

Answer = Callable[[bytes], bytes]


@contextmanager
def resolver(answer: Answer):
    """A resolver on a real socket that answers one question."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(5)

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                (length,) = struct.unpack("!H", connection.recv(2))
                said = answer(connection.recv(length))
                connection.sendall(struct.pack("!H", len(said)) + said)

        thread = Thread(target=serve)
        thread.start()
        yield Resolver("127.0.0.1", listening.getsockname()[1])
        thread.join()


def saying(*texts: str, code: int = 0, number: int | None = None) -> Answer:
    """Answer with TXT records, cut into strings of ten bytes, named by a pointer to the question."""

    def answer(asked: bytes) -> bytes:
        given = struct.unpack("!H", asked[:2])[0] if number is None else number
        header = struct.pack("!6H", given, 0x8180 | code, 1, len(texts) + 1, 0, 0)
        alias = b"\xc0\x0c" + struct.pack("!2HIH", 5, 1, 60, 2) + b"\xc0\x0c"
        return header + asked[12:] + alias + b"".join(_record(text) for text in texts)

    return answer


def _record(text: str) -> bytes:
    raw = text.encode()
    strings = b"".join(bytes([len(raw[i : i + 10])]) + raw[i : i + 10] for i in range(0, len(raw), 10))
    return b"\xc0\x0c" + struct.pack("!2HIH", 16, 1, 60, len(strings)) + strings


class TestTxtRecords:
    def test_reads_what_a_name_says_of_itself(self):
        with resolver(saying("comptoir=abcdefghijklmnop", "v=spf1 -all")) as one:
            found = txt_records("_comptoir.example.com", resolver=one)
        assert found == ["comptoir=abcdefghijklmnop", "v=spf1 -all"]

    def test_asks_for_the_name_in_the_form_of_the_wire(self):
        asked = []

        def answer(question: bytes) -> bytes:
            asked.append(question[12:])
            return saying()(question)

        with resolver(answer) as one:
            txt_records("_comptoir.étamine.fr", resolver=one)
        assert asked == [b"\x09_comptoir" + _label("étamine") + b"\x02fr\0\0\x10\0\x01"]

    def test_is_empty_for_a_name_that_is_not_there(self):
        with resolver(saying(code=3)) as one:
            assert txt_records("_comptoir.example.com", resolver=one) == []

    @pytest.mark.parametrize(
        "answer",
        [
            saying("x", code=2),
            saying("x", number=0),
            lambda _: b"short",
            lambda asked: saying("x")(asked)[:-3],
        ],
        ids=["server failure", "another question's", "too short", "cut off"],
    )
    def test_trusts_no_answer_it_can_not_read(self, answer, monkeypatch):
        monkeypatch.setattr("kernel.dns.secrets.randbelow", lambda _: 7)
        with resolver(answer) as one, pytest.raises(NoAnswer):
            txt_records("_comptoir.example.com", resolver=one)

    def test_says_when_nobody_answers(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        with pytest.raises(NoAnswer):
            txt_records("_comptoir.example.com", resolver=Resolver("127.0.0.1", port))


def _label(text: str) -> bytes:
    encoded = text.encode("idna")
    return bytes([len(encoded)]) + encoded
