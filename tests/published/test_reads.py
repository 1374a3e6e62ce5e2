"""Reads of simulated stool: the assay of a cohort, and where its numbers come from."""

import numpy as np
import pytest

from milkway.assays.occasion import Occasion
from milkway.assays.sequencing import sequenced_shares
from milkway.core.streams import Streams
from milkway.ledger.rows import KINDS
from milkway.ledger.sources import read_sources
from milkway.published.gut_cohorts import GUT_GUILDS, gut_laws
from milkway.published.reads import assay, copies, guild_cells, methods
from milkway.published.shares import read_shares


def test_every_cohort_of_shares_has_a_method_with_a_source():
    assert {row.study for row in read_shares()} == set(methods())
    assert {row.study for row in gut_laws("rival")} <= set(methods())
    assert {kind for one in methods().values() for kind in (one.kind, one.background_kind)} <= set(KINDS)
    assert {one.source for one in methods().values()} | {"stoddard2015"} <= set(read_sources())


def test_a_guild_with_more_copies_takes_a_larger_share_of_16s_reads():
    cells, occasion = np.full((500, 8), 1e9), Occasion(Streams(1), np.arange(500), "test", 0)
    plain, copied = (
        sequenced_shares(cells, assay(methods()["jakobsen2025"], by_copies=one), occasion).mean(axis=0) for one in (False, True)
    )
    assert plain == pytest.approx(np.full(8, 1 / 8), abs=0.025)  # four standard errors of 500 patchy samples
    assert np.argsort(copied)[[0, -1]].tolist() == np.argsort(copies())[[0, -1]].tolist()


def test_staphylococci_of_both_kinds_are_one_guild():
    found = guild_cells(lambda taxon: np.array([{"s_aureus": 2.0, "staphylococcus_cons": 3.0}.get(taxon, 0.0)]))
    assert found[0, list(GUT_GUILDS).index("staphylococcus")] == 5
    assert found.sum() == 5
