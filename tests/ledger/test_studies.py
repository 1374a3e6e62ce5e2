import math

import pytest

from milkway.core.errors import InputError
from milkway.ledger.quantities import read_quantities
from milkway.ledger.studies import read_studies

WOMEN = "women with >=1 clinical mastitis"


@pytest.fixture(scope="module")
def hurtado():
    return read_studies()["hurtado2017"]


def test_hurtado_randomised_625_women_and_lost_53_percent(hurtado):
    arms = {arm.id: (arm.randomised, arm.dropped_out, arm.analysed) for arm in hurtado.arms}
    assert arms == {"LF": (303, 164, 139), "P": (322, 170, 152)}
    assert all(randomised - lost == analysed for randomised, lost, analysed in arms.values())
    for arm, (randomised, lost, analysed) in arms.items():
        assert hurtado.finding("randomised", arm).value == randomised
        assert hurtado.finding("dropped out", arm).value == lost
        assert hurtado.finding("completers analysed", arm).value == analysed
    assert round(100 * (164 + 170) / 625, 1) == 53.4
    assert "334/625 (53.4%)" in hurtado.attrition


def test_what_is_derived_in_hurtado_follows_from_its_counts(hurtado):
    (a, n), (b, m) = ((hurtado.finding(WOMEN, arm).value, hurtado.finding(WOMEN, arm).n) for arm in ("LF", "P"))
    assert (a, n, b, m) == (16, 139, 30, 152)
    ratio, error = (a / n) / (b / m), math.sqrt(1 / a - 1 / n + 1 / b - 1 / m)
    found = hurtado.finding("risk ratio among completers", "LF vs P")
    expected = (ratio, ratio * math.exp(-1.96 * error), ratio * math.exp(1.96 * error))
    assert (found.value, found.low, found.high) == pytest.approx(expected, abs=0.0006)  # printed to three decimals
    odds, error = (a / (n - a)) / (b / (m - b)), math.sqrt(1 / a + 1 / (n - a) + 1 / b + 1 / (m - b))
    found = hurtado.finding("odds ratio among completers", "LF vs P")
    expected = (odds, odds * math.exp(-1.96 * error), odds * math.exp(1.96 * error))
    assert (found.value, found.low, found.high) == pytest.approx(expected, abs=0.0006)
    for arm, share in (("LF", a / n), ("P", b / m)):
        assert hurtado.finding("cumulative incidence among completers", arm).value == pytest.approx(share, abs=0.00005)
    for arm, size in (("LF", 139), ("P", 152)):
        rate = hurtado.finding("incidence rate of mastitis", arm).value
        assert round(rate * size) == hurtado.finding("total episodes implied", arm).value
    assert hurtado.finding("rate ratio", "LF vs P").value == pytest.approx(0.130 / 0.263, abs=0.0005)


def test_hurtado_prints_a_test_by_women_that_misses_five_percent(hurtado):
    published = hurtado.finding("odds ratio, women with mastitis", "LF vs P")
    assert (published.value, published.p, published.provenance) == (0.531, 0.058, "read")
    assert hurtado.finding("rate ratio", "LF vs P").p == 0.021
    assert hurtado.registry == "NCT02203877"


def test_no_finding_stands_for_something_not_reported():
    said = [finding.said for study in read_studies().values() for finding in study.findings]
    assert "not found" not in said


def test_the_infants_of_hurtado_are_not_counted_a_second_time():
    studies = read_studies()
    assert studies["pastor2020"].same_participants_as == ("hurtado2017",)
    assert set(studies["pastor2021"].same_participants_as) == {"maldonado2012", "gilcampos2012", "maldonado2019"}


def test_a_verified_quantity_has_a_quote():
    quantities = read_quantities()
    assert (quantities["fox_prev"].value, quantities["fox_prev"].low, quantities["fox_prev"].high) == (4.0, 2.64, 6.11)
    assert quantities["gastric_surv"].status == "inferred_prior"
    assert all(quantity.quote for quantity in quantities.values() if quantity.status == "verified")


def test_a_quantity_without_a_number_where_one_belongs_is_named(tmp_path):
    header = "id,quantity,value,low,high,unit,who,population,source,key,url,quote,status,note\n"
    path = tmp_path / "q.csv"
    path.write_text(
        header + "a,x,ten,,,d,w,p,s,k,u,q,verified,\nb,x,1,,,d,w,p,s,,,,verified,\nc,x,1,,,d,w,p,s,,,,guess,\n", encoding="utf-8"
    )
    with pytest.raises(InputError) as caught:
        read_quantities(path)
    assert all(
        said in str(caught.value)
        for said in ("quantity a value", "quantity b: found no quote", "quantity b key", "quantity c status")
    )
