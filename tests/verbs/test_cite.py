import json

import pytest

import milkway
from milkway.cli import main
from milkway.core.errors import InputError
from milkway.folder import claim_folder
from milkway.ledger.sources import read_sources
from milkway.protocol.known import read_known_protocol
from milkway.protocol.protocol import resized
from milkway.protocol.resolve import resolve


@pytest.fixture
def run(tmp_path):
    """The folder of a run as it is claimed before anything is simulated."""
    protocol = resized(read_known_protocol("hurtado2017"), 4)
    folder = tmp_path / "run"
    claim_folder(folder, {"name": protocol.name, "dyads": 4, "seed": 7, "protocol": resolve(protocol)})
    return folder


def test_a_run_rests_on_its_published_study_its_numbers_and_its_software(run):
    cited = milkway.cite(run).summary
    assert cited["run"] == {"folder": str(run), "name": "hurtado2017", "dyads": 4, "seed": 7}
    assert cited["study"]["id"] == "hurtado2017"
    assert cited["parameters"]["placeholder"] > cited["parameters"]["measured"]
    assert {"jimenez2008", "kent2006"} <= set(cited["sources"])
    assert {"python", "milkway", "numpy"} <= set(cited["software"])
    assert cited["as_installed"]


def test_a_run_that_other_code_made_says_so(run):
    provenance = json.loads((run / "provenance.json").read_text(encoding="utf-8"))
    (run / "provenance.json").write_text(json.dumps({**provenance, "code": "another"}), encoding="utf-8")
    assert not milkway.cite(run).summary["as_installed"]


def test_a_protocol_rests_on_what_a_run_of_it_rests_on(run):
    of_run, of_protocol = milkway.cite(run).summary, milkway.cite("hurtado2017").summary
    assert of_protocol["run"] is None
    assert of_protocol["sources"] == of_run["sources"]


def test_bibtex_reads_back_as_the_sources_it_was_written_from(run, tmp_path):
    file = tmp_path / "run.bib"
    cited = milkway.cite(run, bibtex=file)
    written, known = read_sources(file), read_sources()
    assert set(written) == set(cited.summary["sources"])
    assert all(known[key] == source for key, source in written.items())


def test_what_is_no_run_and_no_protocol_is_refused(tmp_path, capsys):
    with pytest.raises(InputError, match=r"run\.json"):
        milkway.cite(tmp_path)
    assert main(["cite", "nonsense"]) == 2
    assert "hurtado2017" in capsys.readouterr().err
    with pytest.raises(InputError, match=r"\.bib"):
        milkway.cite("hurtado2017", bibtex=tmp_path / "run.txt")


def test_it_is_printed_with_its_hypotheses_and_bibtex(run, capsys):
    assert main(["cite", str(run)]) == 0
    text = capsys.readouterr().out
    for said in ("Published study", "competition: tuned; on hurtado2017, jimenez2008", "@article{hurtado2017,"):
        assert said in text
