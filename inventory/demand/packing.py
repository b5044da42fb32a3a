"""Arrays as one value of a row: names, types and shapes, then the numbers, lightly compressed."""

import json
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np

Arrays = dict[str, np.ndarray[Any, Any]]
DAY_ZERO = np.datetime64("2000-01-01", "D")


def packed(arrays: Mapping[str, np.ndarray[Any, Any]]) -> bytes:
    whole = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    head = json.dumps([[name, array.dtype.str, array.shape] for name, array in whole.items()]).encode()
    body = b"".join(array.tobytes() for array in whole.values())
    return zlib.compress(len(head).to_bytes(4, "big") + head + body, 1)


def unpacked(kept: bytes) -> Arrays:
    """The arrays as they were packed; they share one buffer and can't be written to."""
    raw = zlib.decompress(kept)
    start = 4 + int.from_bytes(raw[:4], "big")
    found: Arrays = {}
    for name, kind, shape in json.loads(raw[4:start]):
        count = int(np.prod(shape, dtype=np.int64))
        found[name] = np.frombuffer(raw, kind, count, start).reshape(shape)
        start += found[name].nbytes
    return found
