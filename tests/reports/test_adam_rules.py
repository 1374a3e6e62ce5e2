"""Data sets keep the rules of SAS transport files and of ADaM in `docs/adam-rules.md`, also where hardly anything is there."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyreadstat
import pytest

from adam_checks import CHECKS, Held
from milkway.reports.datasets.define import variables
from milkway.reports.datasets.write import MAKERS, write_datasets

TABLE = Path(__file__).parents[2] / "docs" / "adam-rules.md"


def none_of(arm):
    """Return an arm whose women never came."""
    held = arm.recorded
    rows = {name: getattr(held, name)[:0] for name in ("sound", "completed", "leaves")}
    tables = {name: {key: one[:0] for key, one in getattr(held, name).items()} for name in ("first", "onsets", "answers")}
    return replace(arm, dyads=arm.dyads[:0], enrolled=arm.enrolled[:0], samples=(), recorded=replace(held, **rows, **tables))


def without_event(arm):
    held = arm.recorded
    first = {code: np.full(len(one), np.nan) for code, one in held.first.items()}
    return replace(arm, recorded=replace(held, first=first, onsets={term: one[:0] for term, one in held.onsets.items()}))


def without_answer(arm):
    held = arm.recorded
    return replace(arm, samples=(), recorded=replace(held, answers={name: one * np.nan for name, one in held.answers.items()}))


def with_failures(arm):
    """Return an arm of whose women the first two could not be simulated: nothing of them is recorded but their entry."""
    held, failed = arm.recorded, np.arange(len(arm.dyads)) < 2
    return replace(arm, recorded=replace(held, sound=held.sound & ~failed, completed=held.completed & ~failed))


CASES = {
    "as it came out": lambda arm: arm,
    "an arm without women": lambda arm: none_of(arm) if arm.name == "product" else arm,
    "no event": without_event,
    "no answer and no sample": without_answer,
    "simulations that failed": with_failures,
}


@pytest.fixture(scope="module", params=CASES)
def held(small_trial, request, tmp_path_factory):
    place, case = tmp_path_factory.mktemp("xpt"), CASES[request.param]
    worlds = tuple(replace(world, arms={name: case(arm) for name, arm in world.arms.items()}) for world in small_trial.worlds)
    run = replace(small_trial, worlds=worlds)
    write_datasets(run, ("xpt",), place)
    made = {name: make(run) for name, make in MAKERS.items()}
    made = {name: one.reindex(columns=[each.variable for each in variables(name)]) for name, one in made.items() if len(one)}
    read = {name: pyreadstat.read_xport(str(place / f"{name.lower()}.xpt")) for name in made}
    labels = {name: meta.column_names_to_labels for name, (_, meta) in read.items()}
    return Held(
        made, {name: one for name, (one, _) in read.items()}, labels, {name: meta.table_name for name, (_, meta) in read.items()}
    )


def listed() -> list[str]:
    return re.findall(r"^\| ([TA][0-9]+) \|", TABLE.read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_every_rule_of_the_table_has_a_check_and_every_check_a_rule():
    assert listed() == list(CHECKS)


@pytest.mark.parametrize("rule", CHECKS)
def test_data_sets_keep_the_rule(held, rule):
    assert CHECKS[rule](held)


def test_the_small_trial_has_all_data_sets_and_events_of_both_kinds(small_trial):
    """Else a rule would hold of nothing."""
    made = {name: make(small_trial) for name, make in MAKERS.items()}
    assert all(len(one) for one in made.values())
    assert set(made["ADTTE"]["CNSR"]) == {0, 1, 2}
    assert made["ADRESULT"]["ESTIMATE"].isna().any()
    assert set(made["ADLB"]["BLQFL"]) == {"Y", "N", ""}


def altered(held, name, **variables):
    """Return data sets of which one says something else."""
    return replace(held, read={**held.read, name: held.read[name].assign(**variables)})


BREACHES = {
    "T5": lambda held: altered(held, "ADLB", AVAL=held.read["ADLB"]["AVAL"] * (1 + 1e-15)),
    "T6": lambda held: replace(held, read={**held.read, "ADAE": held.read["ADAE"].iloc[1:]}),
    "T8": lambda held: altered(held, "ADQS", AVISIT=held.read["ADQS"]["AVISIT"] + " "),
    "A1": lambda held: altered(held, "ADSL", USUBJID="1"),
    "A2": lambda held: altered(held, "ADAE", USUBJID="1"),
    "A4": lambda held: altered(held, "ADTTE", TRT01P=held.read["ADTTE"]["TRT01P"].iloc[0]),
    "A7": lambda held: altered(held, "ADSL", PAROUSFL="1"),
    "A8": lambda held: altered(held, "ADSL", ITTFL=""),
    "A9": lambda held: altered(held, "ADLB", TRT01PN=1),
    "A10": lambda held: altered(held, "ADTTE", PARAMN=1),
    "A12": lambda held: altered(held, "ADQS", AVISITN=1),
    "A13": lambda held: altered(held, "ADLB", AVALC="SOMETHING"),
    "A14": lambda held: altered(held, "ADTTE", AVAL=np.nan),
    "A15": lambda held: altered(held, "ADQS", AVISIT=""),
    "A16": lambda held: altered(held, "ADTTE", ADY=0.0),
    "A18": lambda held: altered(held, "ADAE", AESEQ=1),
    "A20": lambda held: altered(held, "ADTTE", CNSR=-1),
    "A21": lambda held: altered(held, "ADTTE", CNSDTDSC=""),
    "A22": lambda held: altered(held, "ADTTE", AVAL=held.read["ADTTE"]["ADY"]),
    "A23": lambda held: altered(held, "ADTTE", CNSR=1),
    "A24": lambda held: altered(held, "ADLB", DTYPE=""),
    "A27": lambda held: altered(held, "ADAE", AESEQ=held.read["ADAE"]["AESEQ"] + 1),
    "A28": lambda held: altered(held, "ADAE", ASTDY=-1),
    "A29": lambda held: altered(held, "ADSL", DCSREAS=""),
    "A30": lambda held: altered(held, "ADSL", EOSDY=1),
    "A31": lambda held: altered(held, "ADSL", EOSSTT="FAILED SIMULATION"),
    "A33": lambda held: altered(held, "ADRESULT", NOTE=""),
}


@pytest.mark.parametrize("held", ["as it came out"], indirect=True)
@pytest.mark.parametrize("rule", BREACHES)
def test_a_breach_of_the_rule_is_noticed(held, rule):
    assert not CHECKS[rule](BREACHES[rule](held))
