"""Every study of the ledger is in exactly one cluster, for a reason."""

from milkway.ledger import clusters
from milkway.ledger.clusters import cluster_of, members_with
from milkway.ledger.quantities import read_quantities
from milkway.ledger.sources import read_sources, split_keys
from milkway.ledger.studies import read_studies
from milkway.ledger.tables import read_parameters
from milkway.published.catalogue import results
from milkway.published.gut_cohorts import gut_laws


def studies_of_the_ledger():
    rows = read_parameters().rows.values()
    found = set(read_studies()) | {one.study for one in results()} | {one.study for one in gut_laws()}
    found |= {one.key for one in read_quantities().values() if one.key}
    return found | {key for row in rows for key in (*row.tuned_on, *split_keys(row.source))}


def test_every_study_of_the_ledger_stands_in_exactly_one_cluster():
    named = [study for one in clusters.clusters() for study in one.studies]
    assert not studies_of_the_ledger() - set(named), "in no cluster"
    assert not {study for study in named if named.count(study) > 1}, "in two"


def test_a_cluster_names_studies_that_exist_and_says_why():
    known = set(read_sources()) | studies_of_the_ledger()
    for one in clusters.clusters():
        assert set(one.studies) <= known, one.name
        assert one.why


def test_studies_that_say_that_they_share_participants_are_in_one_cluster():
    for one in read_studies().values():
        for other in one.same_participants_as:
            assert cluster_of(one.id) == cluster_of(other), (one.id, other)


def test_the_trials_of_one_maker_are_one():
    assert cluster_of("hurtado2017") == cluster_of("nct04032899") == cluster_of("arroyo2010")
    assert cluster_of("abrahamsson2009") != cluster_of("hurtado2017")


def test_castle_stands_behind_more_than_one_study():
    assert {"amir2013", "cullinane2015", "buck2014"} <= members_with("amir2013")


def test_a_study_that_the_ledger_has_not_is_itself_alone():
    assert members_with("my_trial") == {"my_trial"}
