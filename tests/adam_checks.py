"""A check for each rule of `docs/adam-rules.md`, on the data sets of a run as pyreadstat reads them from transport files."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from milkway.reports.datasets.define import DATA_SETS, code_list, variables

FINDINGS = ("ADTTE", "ADLB", "ADQS")
PUBLISHED = {  # labels of the implementation guide and, of variables that it shares with SDTM, of that
    "STUDYID": "Study Identifier",
    "USUBJID": "Unique Subject Identifier",
    "SUBJID": "Subject Identifier for the Study",
    "SITEID": "Study Site Identifier",
    "SEX": "Sex",
    "ARM": "Description of Planned Arm",
    "TRT01P": "Planned Treatment for Period 01",
    "TRT01PN": "Planned Treatment for Period 01 (N)",
    "ITTFL": "Intent-To-Treat Population Flag",
    "COMPLFL": "Completers Population Flag",
    "EOSSTT": "End of Study Status",
    "DCSREAS": "Reason for Discontinuation from Study",
    "PARAM": "Parameter",
    "PARAMCD": "Parameter Code",
    "PARAMN": "Parameter (N)",
    "AVISIT": "Analysis Visit",
    "AVISITN": "Analysis Visit (N)",
    "ADY": "Analysis Relative Day",
    "AVAL": "Analysis Value",
    "AVALC": "Analysis Value (C)",
    "CNSR": "Censor",
    "EVNTDESC": "Event or Censoring Description",
    "CNSDTDSC": "Censor Date Description",
    "DTYPE": "Derivation Type",
    "LBSTRESN": "Numeric Result/Finding in Standard Units",
    "AESEQ": "Sequence Number",
    "AETERM": "Reported Term for the Adverse Event",
    "ASTDY": "Analysis Start Relative Day",
}


@dataclass(frozen=True)
class Held:
    """The data sets of a run: as they were made, as they were read back, the labels that were read, and each file's own name."""

    made: Mapping[str, pd.DataFrame]
    read: Mapping[str, pd.DataFrame]
    labels: Mapping[str, Mapping[str, str]]
    names: Mapping[str, str]

    def women(self) -> dict[str, pd.DataFrame]:
        return {name: frame for name, frame in self.read.items() if DATA_SETS[name].of_women}

    def findings(self) -> list[pd.DataFrame]:
        return [self.read[name] for name in FINDINGS if name in self.read]

    def texts(self) -> list[pd.Series]:
        return [frame[one.variable] for name, frame in self.read.items() for one in variables(name) if one.type == "text"]

    def named(self, pattern: str) -> list[pd.Series]:
        return [frame[name] for frame in self.read.values() for name in frame.columns if re.fullmatch(pattern, name)]


def one_to_one(frame: pd.DataFrame, first: str, second: str) -> bool:
    pairs = frame[[first, second]].drop_duplicates()
    return pairs[first].is_unique and pairs[second].is_unique


def blank(values: pd.Series) -> pd.Series:
    return values.isna() | (values == "")


def read_as_made(held: Held) -> bool:
    for name, made in held.made.items():
        for one in variables(name):
            was, is_now = made[one.variable].to_numpy(), held.read[name][one.variable].to_numpy()
            if one.type == "text" and list(was) != list(is_now):
                return False
            if one.type != "text" and not np.array_equal(was.astype(float), is_now, equal_nan=True):
                return False
    return True


def one_label_a_name(held: Held) -> bool:
    pairs = {pair for one in held.labels.values() for pair in one.items()}
    return len(pairs) == len({name for name, _ in pairs})


def same_in_adsl(held: Held) -> bool:
    adsl = held.read["ADSL"].set_index("USUBJID")
    for frame in held.women().values():
        shared = [name for name in frame.columns if name in adsl.columns]
        if not (adsl.loc[frame["USUBJID"], shared].to_numpy() == frame[shared].to_numpy()).all():
            return False
    return True


def secondary_after_primary(held: Held) -> bool:
    found = [
        (frame[name], frame[name.removesuffix("N")])
        for frame in held.read.values()
        for name in frame.columns
        if name.endswith("N") and name.removesuffix("N") in frame.columns
    ]
    return bool(found) and all(not (second.notna() & blank(first)).any() for second, first in found)


def keys_are_unique(held: Held) -> bool:
    return all(not frame.duplicated(list(DATA_SETS[name].keys)).any() for name, frame in held.read.items())


def coded_as_defined(held: Held) -> bool:
    for name, frame in held.read.items():
        for one in variables(name):
            values = frame[one.variable][~blank(frame[one.variable])]
            found = {value if one.type == "text" else f"{value:g}" for value in values}
            if code_list(one) and not found <= set(code_list(one)):
                return False
    return True


def censoring_is_described(held: Held) -> bool:
    adtte = held.read["ADTTE"]
    censored = adtte[adtte["CNSR"] > 0]
    described = (adtte["CNSDTDSC"] != "").equals(adtte["CNSR"] > 0) and (adtte["EVNTDESC"] != "").all()
    return bool(described and one_to_one(censored, "CNSR", "EVNTDESC") and one_to_one(censored, "CNSR", "CNSDTDSC"))


def first_event_is_the_first_record(held: Held) -> bool:
    """The first mastitis of ADTTE is the first record of ADAE, and who has no record there is censored."""
    adtte = held.read["ADTTE"]
    time = adtte[adtte["PARAMCD"] == "TTMAST"].set_index("USUBJID")
    adae = held.read.get("ADAE", pd.DataFrame({"USUBJID": [], "AETERM": [], "ASTDY": []}))
    first = adae[adae["AETERM"] == "CLINICAL MASTITIS"].groupby("USUBJID")["ASTDY"].min()
    seen = time[time["CNSR"] == 0]
    return set(seen.index) == set(first.index) and all(seen.loc[first.index, "AVAL"] == first - 1)


def ended_as_flagged(held: Held) -> bool:
    adsl = held.read["ADSL"]
    done = adsl["COMPLFL"] == "Y"
    return done.equals(adsl["EOSSTT"] == "COMPLETED") and done.equals(adsl["DCSREAS"] == "")


def nothing_after_the_end(held: Held) -> bool:
    last = held.read["ADSL"].set_index("USUBJID")["EOSDY"]
    days = [(frame["USUBJID"], frame[name]) for frame in held.women().values() for name in ("ADY", "ASTDY") if name in frame]
    return all(not (day.to_numpy() > last.loc[women].to_numpy()).any() for women, day in days)


def below_the_limit(held: Held) -> bool:
    if "ADLB" not in held.read:
        return True
    adlb = held.read["ADLB"]
    below, counted = adlb["BLQFL"] == "Y", adlb["BLQFL"] != ""
    derived = below.equals(adlb["DTYPE"] == "LLOQ") and (adlb["AVAL"][below] == adlb["LLOQ"][below]).all()
    logs = np.allclose(adlb["AVAL"][counted], np.log10(adlb["LBSTRESN"][counted]), rtol=1e-14, atol=0)  # a rounding of log10
    return bool(derived and logs)


def values_and_their_texts(held: Held) -> bool:
    found = [frame[~blank(frame["AVALC"]) & frame["AVAL"].notna()] for frame in held.findings() if "AVALC" in frame]
    return all(one_to_one(one, "AVAL", "AVALC") for frame in found for _, one in frame.groupby("PARAMCD"))


CHECKS: dict[str, Callable[[Held], bool]] = {
    "T1": lambda held: all(re.fullmatch(r"[A-Z][A-Z0-9_]{0,7}", name) for one in held.read.values() for name in one.columns),
    "T2": lambda held: all(label.isascii() and 0 < len(label) <= 40 for one in held.labels.values() for label in one.values()),
    "T3": lambda held: all(len(value.encode()) <= 200 for values in held.texts() for value in values),
    "T4": lambda held: all(name == own and len(DATA_SETS[name].label) <= 40 for name, own in held.names.items()),
    "T5": read_as_made,
    "T6": lambda held: all(len(frame) == len(held.read[name]) > 0 for name, frame in held.made.items()),
    "T7": lambda held: all(value.isascii() for name in ("PARAMCD", "AETERM") for one in held.named(name) for value in one),
    "T8": lambda held: all(value == value.strip() for values in held.texts() for value in values),
    "A1": lambda held: held.read["ADSL"]["USUBJID"].is_unique,
    "A2": lambda held: all(set(one["USUBJID"]) <= set(held.read["ADSL"]["USUBJID"]) for one in held.women().values()),
    "A3": lambda held: {"SUBJID", "SITEID", "SEX", "ARM", "TRT01P"} <= set(held.read["ADSL"].columns),
    "A4": same_in_adsl,
    "A5": one_label_a_name,
    "A6": lambda held: all(PUBLISHED.get(name, label) == label for one in held.labels.values() for name, label in one.items()),
    "A7": lambda held: all(set(values) <= {"Y", "N", ""} for values in held.named(r".*FL")),
    "A8": lambda held: all(set(values) <= {"Y", "N"} for values in held.named("ITTFL|COMPLFL|SYNFL|SIMFL")),
    "A9": lambda held: all(one_to_one(frame, "TRT01P", "TRT01PN") for frame in held.read.values()),
    "A10": lambda held: all(
        one_to_one(frame, "PARAMCD", "PARAM") and one_to_one(frame, "PARAMCD", "PARAMN") for frame in held.findings()
    ),
    "A11": lambda held: all(re.fullmatch(r"[A-Z][A-Z0-9]{0,7}", value) for values in held.named("PARAMCD") for value in values),
    "A12": lambda held: all(
        one_to_one(frame[frame["AVISIT"] != ""], "AVISIT", "AVISITN") for frame in held.findings() if "AVISIT" in frame
    ),
    "A13": values_and_their_texts,
    "A14": lambda held: all(frame["AVAL"].notna().all() for frame in held.findings()),
    "A15": secondary_after_primary,
    "A16": lambda held: all(((days != 0) & (days == days.round()))[days.notna()].all() for days in held.named(r".*DY")),
    "A17": lambda held: not held.named(r".*(DT|TM|DTM|DTF|TMF)"),
    "A18": keys_are_unique,
    "A19": lambda held: all({"STUDYID", "USUBJID", "TRT01P", "PARAM", "PARAMCD", "AVAL"} <= set(one) for one in held.findings()),
    "A20": lambda held: all((values == values.round()).all() and (values >= 0).all() for values in held.named("CNSR")),
    "A21": censoring_is_described,
    "A22": lambda held: all((one["AVAL"] == one["ADY"] - 1).all() and (one["AVAL"] >= 0).all() for one in [held.read["ADTTE"]]),
    "A23": first_event_is_the_first_record,
    "A24": below_the_limit,
    "A25": lambda held: all(one.groupby("PARAMCD")["AVALU"].nunique().max() == 1 for one in held.findings() if "AVALU" in one),
    "A26": lambda held: not held.named("BASE|BASEC|CHG|PCHG|ABLFL|BASETYPE"),
    "A27": lambda held: all(
        list(one.sort_values("ASTDY", kind="stable")["AESEQ"]) == list(range(1, len(one) + 1))
        for frame in [held.read.get("ADAE")]
        if frame is not None
        for _, one in frame.groupby("USUBJID")
    ),
    "A28": lambda held: all((days >= 1).all() for days in held.named("ASTDY")),
    "A29": ended_as_flagged,
    "A30": nothing_after_the_end,
    "A31": coded_as_defined,
    "A32": lambda held: all(list(one.columns) == [each.variable for each in variables(name)] for name, one in held.read.items()),
    "A33": lambda held: bool((held.read["ADRESULT"]["NOTE"] != "")[held.read["ADRESULT"]["ESTIMATE"].isna()].all()),
}  # fmt: skip
