"""Steps of a set-up, each skipped while what it was made from and what it made are as they were."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
STAMPS = TOOLS / "stamps"


class Impossible(Exception):
    """What stands in the way, and what a person can do about it."""


def step(title, inputs, outputs, act):
    """Act unless the inputs are as they were when it last succeeded, and what it made is still there."""
    stamp, digest = STAMPS / re.sub(r"\W+", "-", title.lower()), digest_of(inputs)
    if (
        stamp.is_file()
        and stamp.read_text() == digest
        and all((ROOT / output).exists() for output in outputs)
    ):
        return
    timed(title, act)
    stamp.write_text(digest)


def missing(title, is_there, act):
    if not is_there():
        timed(title, act)


def timed(title, act):
    print(f"{title} …", end=" ", flush=True)
    started = time.monotonic()
    remark = act() or "done"
    print(f"{remark} ({time.monotonic() - started:.1f} s)", flush=True)


def digest_of(inputs):
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(ROOT / each for each in inputs):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def run(*command, **options):
    """Run silently; on failure show what it said."""
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    if done.returncode:
        raise Impossible(f"{' '.join(map(str, command))} failed:\n{last_lines(done.stdout)}")
    return done.stdout


def last_lines(said):
    return "\n".join(said.strip().splitlines()[-12:])


def may_install_packages():
    return os.geteuid() == 0 and shutil.which("apt-get")


def install_packages(*packages):
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    run("apt-get", "update", "--quiet", env=environment)
    run("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages, env=environment)
