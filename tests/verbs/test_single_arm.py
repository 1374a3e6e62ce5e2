"""A trial with a single arm: simulated, forecast and reported without a contrast, and refused where arms are compared."""

import csv
import re
from pathlib import Path

import pytest

import milkway
from milkway.core.errors import InputError
from milkway.planning.planned_truth import pool_mistakes
from milkway.protocol.known import known_words
from milkway.protocol.protocol_file import protocol_of
from milkway.protocol.resolve import resolve

FILE = Path(__file__).parents[2] / "examples" / "single_arm.toml"


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("single") / "run"
    return milkway.trial(FILE, dyads=16, out=folder, data=["csv", "xpt"], parameters="tables")


def changed(**parts: object) -> dict[str, str]:
    """Return what is wrong with the example so changed, by place."""
    with pytest.raises(InputError) as caught:
        protocol_of(resolve(milkway.Protocol.read(FILE)) | parts, "test", known_words())
    return {one.where: one.allowed for one in caught.value.mistakes}


def test_every_endpoint_has_an_estimate_and_none_a_contrast(found):
    for one in found.summary["endpoints"].values():
        for told in one["hypotheses"].values():
            assert told["contrasts"] == []
            assert set(told["arms"]) == {"product"}
            assert told["estimate"]["measure"] == one["estimand"]["summary_measure"]
    assert set(found.estimates["measure"]) >= {"share_wilson", "share_exact", "rate", "share_free", "mean_log10", "mean_last"}
    assert found.estimates["p"].isna().all()


def test_the_share_is_that_of_its_women(found):
    arm = found.run.worlds[0].arms["product"].scores["observed"]["clinical_mastitis"].known()
    told = found.summary["endpoints"]["clinical_mastitis"]["hypotheses"]["null"]["estimate"]
    assert told["estimate"] == arm.value.mean()
    assert told["n"] == len(arm.value)


def test_reports_say_a_single_arm_and_neither_randomise_nor_compare(found):
    page, protocol = ((found.folder / name).read_text(encoding="utf-8") for name in ("report.html", "protocol.html"))
    for text in (page, protocol):
        assert "a single arm" in text.lower()
        assert "nobody is randomised" in text.lower()
        read = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
        assert [word for word in ("parallel arms", "placebo", "; p ", "contrasts", "both arms") if word in read] == []
    flow = (found.folder / "figures" / "flow.svg").read_text(encoding="utf-8")
    assert "16 enrolled" in flow
    assert "randomised" not in flow
    baseline = (found.folder / "tables" / "baseline.csv").read_text(encoding="utf-8")
    assert baseline.splitlines()[0].count("(n = 16)") == 1


def test_data_sets_have_estimates_without_reference_or_p(found):
    with (found.folder / "data" / "adresult.csv").open(encoding="utf-8", newline="") as file:
        told = next(csv.DictReader(file))
    assert (told["MEASURE"], told["NREF"], told["TRTREF"], told["PVALUE"]) == ("share_wilson", "0", "", "")


def test_what_is_printed_has_no_p(found, capsys):
    found.tell()
    printed = capsys.readouterr().out
    assert "Share, Wilson's interval" in printed
    assert " p " not in printed


def test_a_forecast_is_of_the_arm_beside_its_rivals(tmp_path, capsys):
    printed = tmp_path / "printed.toml"
    printed.write_text('[[result]]\nendpoint = "clinical_mastitis"\narm = "product"\ncount = 5\nn = 60\n', encoding="utf-8")
    told = milkway.predict(FILE, parameters="tables", draws=2, women=20, published=printed, log=tmp_path / "log.md")
    assert all("contrast" not in one for one in told.summary["results"])
    first = told.summary["results"][0]
    assert first["place"] is not None
    assert first["rival"]["median"] > 0
    assert told.summary["plan_b"] is None
    told.tell()
    assert "p < 0.05" not in capsys.readouterr().out


def test_all_that_a_single_arm_cannot_have_is_told_at_once():
    tables = resolve(milkway.Protocol.read(FILE))
    first = tables["endpoints"][0] | {"analyses": ["risk_ratio"], "subgroups": [{"covariate": "parous"}]}
    told = changed(
        reference="product",
        endpoints=[first, *tables["endpoints"][1:]],
        multiplicity={"method": "holm", "endpoints": ["clinical_mastitis", "episodes"]},
        design=tables["design"] | {"strata": ["parous"]},
        dropout=tables["dropout"] | {"mechanism": "arm_and_pain", "pain_effect": 0.5},
    )
    assert set(told) == {
        "reference",
        "multiplicity",
        "design.strata",
        "dropout.mechanism",
        "endpoints[1].analyses",
        "endpoints[1].subgroups",
    }
    assert told["endpoints[1].analyses"] == "with a single arm: share_wilson, share_exact"


def test_several_arms_need_a_reference_and_contrasts():
    tables = resolve(milkway.Protocol.read(FILE))
    arms = [tables["arms"][0], {"name": "other", "label": "Other"}]
    told = changed(arms=arms, endpoints=tables["endpoints"][:1], design=tables["design"] | {"block": 2})
    assert "product, other" in told["reference"]
    assert told["endpoints[1].analyses"].startswith("with several arms: risk_difference")


def test_what_compares_arms_refuses_a_single_one():
    protocol = milkway.Protocol.read(FILE)
    assert [one.where for one in pool_mistakes(protocol)] == ["arms"]
    refused = {
        "power": lambda: milkway.power(protocol),
        "designs": lambda: milkway.designs(protocol),
        "analyse": lambda: milkway.analyse(protocol, "nothing.csv"),
        "missing": lambda: milkway.trial(protocol, missing=True),
        "cost of missing": lambda: milkway.check(protocol, missing=True),
        "data": lambda: milkway.new("nothing.csv", data=protocol),
    }
    for run in refused.values():
        with pytest.raises(InputError, match="two arms or more"):
            run()
    assert {one["verb"] for one in milkway.check(protocol).summary["notes"]} == {"trial --missing", "power", "designs"}
