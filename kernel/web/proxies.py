"""Forwarded headers, believed from the proxies named and from nobody else."""

import ipaddress
from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.middleware.proxy_fix import ProxyFix

from kernel.config import Network
from kernel.web.headers import Application

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")


def believe(application: Application, proxies: tuple[Network, ...]) -> Application:
    """Let a named proxy say whom it speaks for; strip the claim from anyone else's request."""
    behind_proxy: Any = ProxyFix(application, x_for=1, x_proto=1, x_host=1)

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if _is_named(environ.get("REMOTE_ADDR", ""), proxies):
            return behind_proxy(environ, start_response)
        for name in FORWARDED:
            environ.pop(name, None)
        return application(environ, start_response)

    return answer


def _is_named(address: str, proxies: tuple[Network, ...]) -> bool:
    try:
        caller = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(caller in network for network in proxies)
