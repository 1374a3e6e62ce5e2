"""The files of the page keep out of each other's way: every word of the address and every look has one owner."""

import re
from itertools import combinations
from pathlib import Path

import milkway.explorer

PAGE = Path(milkway.explorer.__file__).parent / "page"
SHARED = {"card", "cards", "soft", "tag", "drawn"}  # of the page itself, which a view may bend within its own


def _looks(path: Path) -> set[str]:
    """Return the classes that a style sheet's rules begin with."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    begun = (one.strip() for rule in re.findall(r"([^{}]+)\{", text) for one in rule.split(","))
    return {found[1] for one in begun if (found := re.match(r"[a-z]*\.([\w-]+)", one))}


def test_every_word_of_the_address_means_one_thing_to_all_views() -> None:
    rows = re.findall(r'^  \["(\w+)", "(\w+)", .*, .*\],$', (PAGE / "state.mjs").read_text(), re.MULTILINE)
    keys, fields = ([row[place] for row in rows] for place in (0, 1))
    assert len(rows) > 30
    assert sorted(set(keys)) == sorted(keys)
    assert sorted(set(fields)) == sorted(fields)


def test_a_view_writes_only_its_own_words_and_those_of_the_view_that_it_leads_to() -> None:
    owned = {"": {"view", "worlds"}}
    for view, rows in re.findall(r"^const OF_(\w+) = \[\n(.*?)^\];", (PAGE / "state.mjs").read_text(), re.MULTILINE | re.DOTALL):
        owned[view.lower()] = set(re.findall(r'^  \["\w+", "(\w+)",', rows, re.MULTILINE))
    assert {"trial", "evidence", "decide", "page"} <= owned.keys()
    written = 0
    for path in (PAGE / "views").glob("*.mjs"):
        for keys in re.findall(r"\b(?:writeLink|change)\(\{(?:\.\.\.state, )?([^{}()]*?)[}(]", path.read_text()):
            target = re.search(r'view: "(\w+)"', keys)
            views = {path.stem.split("_")[0], target[1] if target else ""}
            allowed = owned[""] | owned["page"] | set().union(*(owned.get(view, set()) for view in views))
            found = set(re.findall(r"(?:^|, )(\w+)(?=[:,]|$)", re.sub(r"\[.*", "", keys)))
            assert found <= allowed, f"{path.name}: {found - allowed} in {keys!r}"
            written += len(found)
    assert written > 25


def test_no_two_views_style_the_same_class() -> None:
    sheets = sorted((PAGE / "views").glob("*.css"))
    assert len(sheets) >= 3
    for one, other in combinations(sheets, 2):
        assert (_looks(one) & _looks(other)) - SHARED == set()
