"""Small protocols written to files of a folder, for tests of what a user's own files may say."""

from milkway.protocol.known import read_known_protocol
from milkway.protocol.resolve import resolve, to_toml


def own_tables(**changed):
    """Return the tables of a small trial: no product that does anything, no disputed route, eight women, four weeks."""
    tables = resolve(read_known_protocol("hurtado2017"))
    tables |= {"name": "mine", "study": "", "used_in_tuning": [], "hypotheses": tables["hypotheses"][:1]}
    tables["routes"]["settings"] = [tables["routes"]["settings"][0] | {"weight": 1.0}]
    kept = [one for one in tables["endpoints"] if one["score"] in ("clinical_any", "load")]
    tables["endpoints"] = [{key: value for key, value in one.items() if key != "published"} for one in kept]
    tables["design"] |= {"size": 8}
    return tables | changed


def written(folder, tables, name="mine.toml"):
    """Return the path of a protocol of these tables in the folder."""
    path = folder / name
    path.write_text(to_toml(tables), encoding="utf-8")
    return path
