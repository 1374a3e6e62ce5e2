"""What the page takes from elsewhere is what was published, to the byte."""

import hashlib
import tomllib
from pathlib import Path

import milkway.explorer

VENDOR = Path(milkway.explorer.__file__).parent / "page" / "vendor"


def test_every_vendored_file_is_listed_with_its_sum_and_licence() -> None:
    listed = tomllib.loads((VENDOR / "VENDOR.toml").read_text())["file"]
    code = [path for path in VENDOR.iterdir() if path.suffix in (".js", ".mjs")]
    sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in code}
    assert {one["name"]: one["sha256"] for one in listed} == sums
    assert all(one["licence"] and one["version"] and one["integrity"].startswith("sha512-") for one in listed)
