"""Settings from the environment, checked once at start."""

import ipaddress
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DATABASES = ("sqlite", "postgresql", "postgres", "postgresql+psycopg")
HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class SettingMissing(SystemExit):
    """The process can't start; says which setting is wrong and what it should be."""


@dataclass(frozen=True)
class Settings:
    database_url: str
    owner_database_url: str
    production: bool
    secret_keys: tuple[str, ...]
    credentials_keys: tuple[str, ...]
    hosts: tuple[str, ...]
    trusted_proxies: tuple[Network, ...]
    metrics_networks: tuple[Network, ...]
    standins: tuple[str, ...]
    mail_url: str
    media_dir: Path
    static_dir: Path

    @classmethod
    def read(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read the COMPTOIR_ settings; in production, whatever would be unsafe unset must be set."""
        production = _choice(environ, "COMPTOIR_ENV", ("development", "production")) == "production"
        database_url = _database(environ, "COMPTOIR_DATABASE_URL", production)
        standins = _list(environ, "COMPTOIR_STANDINS")
        if production and standins:
            raise SettingMissing("COMPTOIR_STANDINS must be empty in production: it opens addresses inside.")
        return cls(
            database_url=database_url,
            owner_database_url=_database(environ, "COMPTOIR_OWNER_DATABASE_URL", False, default=database_url),
            production=production,
            secret_keys=_secrets(environ, "COMPTOIR_SECRET_KEY", production),
            credentials_keys=_secrets(environ, "COMPTOIR_CREDENTIALS_KEY", production),
            hosts=_hosts(environ, production),
            trusted_proxies=_networks(environ, "COMPTOIR_TRUSTED_PROXIES"),
            metrics_networks=_networks(environ, "COMPTOIR_METRICS_NETWORKS"),
            standins=standins,
            mail_url=_given(environ, "COMPTOIR_MAIL_URL", production, default="folder:var/mail"),
            media_dir=Path(_given(environ, "COMPTOIR_MEDIA_DIR", production, default="var/media")),
            static_dir=Path(environ.get("COMPTOIR_STATIC_DIR") or "var/static"),
        )


def refuse_unwritable(settings: Settings) -> None:
    """Say at start, not to the first person with a picture, that pictures can't be kept."""
    try:
        settings.media_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.media_dir):
            pass
    except OSError as error:
        place = f"COMPTOIR_MEDIA_DIR is {str(settings.media_dir)!r}"
        raise SettingMissing(f"{place}, where nothing can be written: {error.strerror}.") from error


def _given(environ: Mapping[str, str], name: str, production: bool, *, default: str) -> str:
    value = environ.get(name, "").strip()
    if not value and production:
        raise SettingMissing(f"{name} is not set. In production it must be; see docs/running.md.")
    return value or default


def _database(
    environ: Mapping[str, str], name: str, production: bool, *, default: str = "sqlite:///var/comptoir.sqlite"
) -> str:
    url = _given(environ, name, production, default=default)
    if url.partition(":")[0] not in DATABASES:
        raise SettingMissing(f"{name} must begin with sqlite:/// or postgresql://.")
    return url


def _hosts(environ: Mapping[str, str], production: bool) -> tuple[str, ...]:
    hosts = _split(_given(environ, "COMPTOIR_HOSTS", production, default="localhost"))
    for host in hosts:
        if not HOST.fullmatch(host):
            raise SettingMissing(
                f"COMPTOIR_HOSTS holds {host!r}; write hosts alone, such as comptoir.example."
            )
    return tuple(hosts)


def _choice(environ: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = environ.get(name, "").strip() or choices[0]
    if value not in choices:
        raise SettingMissing(f"{name} is {value!r}; it must be one of {', '.join(choices)}.")
    return value


def _split(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def _list(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(_split(environ.get(name, "")))


def _secrets(environ: Mapping[str, str], name: str, production: bool) -> tuple[str, ...]:
    keys = _list(environ, name)
    if not keys and not production:
        return _development_secret(name)
    if not keys or any(len(key) < 32 for key in keys):
        raise SettingMissing(f"{name} must hold secrets of at least 32 characters, parted by commas.")
    return keys


def _development_secret(name: str) -> tuple[str, ...]:
    """Keep a secret made on this machine: development has no default that others would know."""
    path = Path("var") / f"{name.lower()}.txt"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return (path.read_text().strip(),)


def _networks(environ: Mapping[str, str], name: str) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(part) for part in _list(environ, name))
    except ValueError as error:
        raise SettingMissing(f"{name} must be networks such as 10.0.0.0/8: {error}.") from error
