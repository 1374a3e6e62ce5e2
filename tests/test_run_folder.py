"""A folder holds one run: what else lies there is refused, and what another code left is cleared away."""

import json

import pytest

from milkway.core.errors import InputError
from milkway.folder import check_claim, claim_folder, mark_of, named_apart

RUN = {"name": "trial", "dyads": 4, "seed": 1}


@pytest.mark.parametrize("held", ["{", "[]", "3", "{}"])
def test_a_folder_whose_run_cannot_be_told_holds_other_files(tmp_path, held):
    (tmp_path / "run.json").write_text(held, encoding="utf-8")
    with pytest.raises(InputError, match="with other files"):
        check_claim(tmp_path, RUN)


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "run").write_text("dear", encoding="utf-8")
    with pytest.raises(InputError, match="with other files"):
        check_claim(tmp_path / "run", RUN)


def test_the_same_run_finds_its_chunks_and_those_of_other_code_are_gone(tmp_path):
    chunks = claim_folder(tmp_path / "run", RUN)
    (chunks / "0.npz").write_bytes(b"done")
    (chunks.parent / "other").mkdir()
    assert claim_folder(tmp_path / "run", RUN) == chunks
    assert [path.name for path in chunks.iterdir()] == ["0.npz"]
    assert [path.name for path in chunks.parent.iterdir()] == [chunks.name]
    assert json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8")) == RUN
    with pytest.raises(InputError, match=r"another run \(trial, 4 dyads, seed 1, or another text of protocol or population\)"):
        claim_folder(tmp_path / "run", RUN | {"dyads": 5})


def test_a_mark_tells_values_apart_and_not_their_order():
    assert mark_of({"a": 1, "b": 2}) == mark_of({"b": 2, "a": 1})
    assert len({mark_of(one) for one in ({"a": 1}, {"a": 2}, {"b": 1}, {})}) == 4


def test_a_folder_is_named_after_what_is_the_users_own():
    values, model = named_apart({"dose": 1.0}, {}), named_apart({}, {"left_out": ["skin"]})
    assert (values[:8], model[:7]) == ("-values-", "-model-")
    assert named_apart({"dose": 1.0}, {"left_out": ["skin"]}) == values + model
    assert named_apart({}, {}) == ""
