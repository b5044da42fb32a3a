"""The headers that every answer carries, static files and errors among them."""

from collections.abc import Callable, Iterable
from typing import Any

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), payment=(), usb=(), browsing-topics=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Server", ""),  # else the server writes its own name
    ("Cache-Control", "no-cache"),  # a redirect or a lost page would be kept for as long as a browser likes
)
TLS_ONLY = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def secure(application: Application) -> Application:
    """Add to each answer the headers it does not set itself."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], error: Any = None) -> Any:
            set_already = {name.lower() for name, _ in headers}
            wanted = (*ALWAYS, TLS_ONLY) if environ["wsgi.url_scheme"] == "https" else ALWAYS
            missing = [(name, value) for name, value in wanted if name.lower() not in set_already]
            return start_response(status, headers + missing, error)

        return application(environ, start)

    return answer
