"""A protocol of one hypothesis and one setting of routes, whose trial of a few women takes seconds, and waiting for its jobs."""

import time

from milkway.protocol.known import read_known_protocol
from milkway.protocol.resolve import resolve, to_toml


def small_protocol(women=8):
    tables = resolve(read_known_protocol("hurtado2017"))
    tables["hypotheses"] = tables["hypotheses"][:1]
    tables["routes"]["settings"] = [tables["routes"]["settings"][0] | {"weight": 1.0}]
    tables["design"]["size"] = women
    return to_toml(tables)


def until(is_so, seconds=300, pause=0.05):
    """Wait until something is so, and return it."""
    end = time.monotonic() + seconds
    while not (found := is_so()):
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(pause)
    return found
