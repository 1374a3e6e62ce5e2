"""A trial of women with an abscess: every one of them is enrolled the day after hers began."""

import numpy as np
from own_trials import own_tables, written

import milkway

AFTER = "14 days after enrolment"


def test_women_are_enrolled_with_their_abscess(tmp_path):
    tables = own_tables(population="general", composition_days=[])
    tables["design"] |= {"at": "abscess", "enrolment": [7, 84], "ends": AFTER, "size": 4}
    tables["eligibility"] |= {"free_of": []}
    tables["dropout"] |= {"share": 0.0, "by": AFTER}
    tables["arms"][0] |= {"courses": [{"exposure": "taking_product", "lasts": 14}]}
    tables["visits"] = [{"name": "end", "day": AFTER, "basis": {"kind": "expert"}}]
    tables["assays"] = {"diary": tables["assays"]["diary"]}
    # most women who are ill get an abscess, so that few have to be followed
    tables["parameters"] = [{"parameter": "abscess_hazard", "value": 5.0, "basis": {"kind": "placeholder"}}]
    tables["endpoints"] = [one for one in tables["endpoints"] if one["score"] == "clinical_any"][:1]
    finished = milkway.trial(written(tmp_path, tables), out=tmp_path / "run")
    counts = next(iter(finished.summary["screening"].values()))
    assert counts["eligible"] == 4
    assert counts["not ill in the window"] > counts["eligible"]
    for path in (tmp_path / "run").rglob("*.npz"):
        if "screening" not in str(path):
            held = np.load(path)
            names = [str(one) for one in held["exposures"]]
            there = held["realised"][:, :, [names.index(f"{side}_breast__abscess") for side in ("left", "right")]]
            assert (there > 0).any(axis=(1, 2)).all()
    page = (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    assert "enrolled the day after a breast abscess began" in page
