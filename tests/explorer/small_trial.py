"""A protocol whose trial of a few women takes seconds, runs of it that stand in a folder as jobs, and waiting."""

import json
import time

import milkway
from milkway.explorer.job import ASKED, RUN, Job, write_job
from milkway.protocol.known import read_known_protocol
from milkway.protocol.resolve import resolve, to_toml


def small_protocol(women=8, **changes):
    """Return a text with the null and one other hypothesis, in one setting of the routes."""
    tables = resolve(read_known_protocol("hurtado2017"))
    tables["hypotheses"] = [tables["hypotheses"][0], tables["hypotheses"][2]]
    tables["routes"]["settings"] = [tables["routes"]["settings"][0] | {"weight": 1.0}]
    tables["design"]["size"] = women
    return to_toml(tables | changes)


def finished_runs(folder):
    """Write a finished trial and a finished study of power into a folder, as jobs of an earlier server left them."""
    asked = {"trial": {"dyads": 8}, "power": {"n": "20:40:20", "pool": 20, "reps": 5, "truth": "protocol"}}
    for number, (verb, options) in enumerate(asked.items()):
        words = (ASKED, "--seed", "1", "--out", RUN)
        job = Job(f"{verb}-{number:012x}", verb, "hurtado2017", words, "done", keep=False, made=float(number))
        place = folder / job.id
        place.mkdir(parents=True)
        (place / ASKED).write_text(small_protocol(), encoding="utf-8")
        getattr(milkway, verb)(place / ASKED, out=place / RUN, **options)
        write_job(job, place)


def until(is_so, seconds=300, pause=0.05):
    """Wait until something is so, and return it."""
    end = time.monotonic() + seconds
    while not (found := is_so()):
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(pause)
    return found


def summary_of(folder, verb="trial"):
    """Return the summary of a run that `finished_runs` wrote."""
    (place,) = folder.glob(f"{verb}-*")
    return json.loads((place / RUN / ("summary.json" if verb == "trial" else f"{verb}.json")).read_text(encoding="utf-8"))
