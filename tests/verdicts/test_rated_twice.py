"""Two readers of the same findings: agreement is that of an outside program, and other ratings move words."""

import numpy as np
import pytest
from statsmodels.stats.inter_rater import cohens_kappa

from milkway.core.errors import InputError
from milkway.verdicts.judge import read_judged, read_record
from milkway.verdicts.rated_twice import SCALES, agreement, blind, kappa, moves, read_sheets, sheets_in
from milkway.verdicts.steadiness import steadiness


@pytest.mark.parametrize("weights", [None, "linear", "quadratic"])
@pytest.mark.parametrize("what", list(SCALES))
def test_kappa_is_that_of_statsmodels(what, weights):
    scale = SCALES[what]
    pairs = [(getattr(one, what), getattr(other, what)) for one, other in blind()]
    table = np.zeros((len(scale), len(scale)))
    for one, other in pairs:
        table[scale.index(one), scale.index(other)] += 1
    expected = cohens_kappa(table, wt=weights, return_results=False)
    assert kappa(pairs, scale, {None: 0, "linear": 1, "quadratic": 2}[weights]) == pytest.approx(expected)


def test_agreement_is_what_the_second_rating_was_measured_to_be():
    sure = agreement("certainty")
    assert (sure.same, sure.of) == (16, 32)
    assert (sure.kappa, sure.squared) == pytest.approx((0.36, 0.57), abs=5e-3)
    assert agreement("directness").kappa == pytest.approx(0.45, abs=5e-3)
    assert agreement("direction").kappa == 1.0


def test_the_second_reader_was_never_more_than_a_step_away():
    assert set(moves().steps) <= {-1, 0, 1}
    assert sum(moves().steps.values()) == pytest.approx(1.0)


def test_both_sheets_rate_the_same_findings():
    assert read_sheets("first_rating").keys() == read_sheets("second_rating").keys()


def test_every_rating_outside_its_scale_is_told_with_file_and_line():
    text = (
        "statement,finding,direction,directness,certainty,reason\n"
        "a,b,for,direct,low,x\na,c,up,direct,sure,y\na,b,for,direct,low,twice\n"
    )
    with pytest.raises(InputError) as caught:
        sheets_in("third.csv", text)
    told = str(caught.value)
    assert all(part in told for part in ("third.csv", "line 3 direction", "line 3 certainty", "line 4"))


def test_words_of_findings_on_which_readers_differ_are_less_steady():
    judged = {(one.statement.id, part.part.id): (one, part) for one in read_judged(read_record()) for part in one.parts}
    kept = {key: steadiness(*both, times=200) for key, both in judged.items()}
    assert kept["birth_seeding_by_mode", "by_mode"] > 0.95
    assert kept["milk_feeds_the_infant_gut", "friendly"] < 0.5  # two findings of low certainty on either side
    assert kept["product_prevents_mastitis", "clinical"] is None  # no finding speaks: no rating can move the word
    assert kept["product_prevents_mastitis", "mild"] is None
    assert all(0 <= one <= 1 for one in kept.values() if one is not None)
