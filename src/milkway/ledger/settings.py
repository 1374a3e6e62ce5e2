"""Settings: hypotheses that no data decide, each with its values, what a value sets, why, and which one is the reference."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cache
from importlib.resources import files

from pydantic.dataclasses import dataclass

from milkway.core.errors import InputError, Mistake
from milkway.ledger.parsing import STRICT, parsed, toml_of

Asked = str | Sequence[str]
FORM = "KEY=VALUE, or several with commas between them"


@dataclass(config=STRICT, frozen=True)
class SettingValue:
    """A value of a setting: its name, and the parameters that it sets, in canonical units."""

    name: str
    sets: Mapping[str, float]


@dataclass(config=STRICT, frozen=True)
class Setting:
    """A hypothesis with its values.

    Attributes:
        key: stable name.
        about: what it is, in words.
        why: what is known of it, and why data do not decide.
        source: keys of the bibliography.
        locator: quantities.
        reference: name of the value that holds where nobody says otherwise.
        reference_why: why this one.
        value: every value, the reference among them.
    """

    key: str
    about: str
    why: str
    source: str
    locator: str
    reference: str
    reference_why: str
    value: tuple[SettingValue, ...] = field(default=())

    def named(self, name: str) -> SettingValue | None:
        """Return the value of a name."""
        return next((one for one in self.value if one.name == name), None)


@dataclass(config=STRICT, frozen=True)
class _File:
    setting: tuple[Setting, ...]


@cache
def read_settings() -> Mapping[str, Setting]:
    """Return the settings by key.

    Raises:
        InputError: every mistake of the file.

    >>> read_settings()["antibiotic_tolerant"].reference
    'no'
    """
    mistakes: list[Mistake] = []
    found = parsed(_File, toml_of(files("milkway.ledger").joinpath("data", "settings.toml")), "settings.toml", mistakes)
    if found is None:
        raise InputError("settings.toml", mistakes)
    return {one.key: one for one in found.setting}


def sets_of(asked: Asked, mistakes: list[Mistake]) -> dict[str, float]:
    """Return the parameters that chosen settings set; a reference sets none, since the tables have it.

    Args:
        asked: `KEY=VALUE`, several with commas between them or as a list.
        mistakes: added to.

    >>> sets_of("antibiotic_tolerant=yes,ileum=1e5", [])
    {'antibiotic_tolerant': 1.0}
    """
    known, found = read_settings(), dict[str, float]()
    seen: set[str] = set()
    for text in _listed(asked, mistakes):
        key, _, name = (part.strip() for part in text.partition("="))
        setting = known.get(key)
        value = None if setting is None else setting.named(name)
        if setting is None:
            mistakes.append(Mistake("setting", repr(text), f"{FORM}; the keys are {', '.join(known)}"))
        elif value is None:
            mistakes.append(Mistake(f"setting {key}", repr(name), ", ".join(one.name for one in setting.value)))
        elif key in seen:
            mistakes.append(Mistake(f"setting {key}", "a second value", "one value"))
        elif name != setting.reference:
            found |= value.sets
        seen.add(key)
    return found


def settings_in(values: Mapping[str, float]) -> dict[str, str]:
    """Return the value of each setting under numbers that are given in place of the tables': the reference where none is.

    >>> settings_in({"antibiotic_tolerant": 1.0})["antibiotic_tolerant"], settings_in({})["ileum"]
    ('yes', '1e5')
    """
    return {key: _value_in(setting, values) for key, setting in read_settings().items()}


def _value_in(setting: Setting, values: Mapping[str, float]) -> str:
    touched = {key for one in setting.value for key in one.sets} & set(values)
    if not touched:
        return setting.reference
    whole = (one.name for one in setting.value if all(values.get(key) == number for key, number in one.sets.items()))
    return next(whole, "none of its values")


def plain_settings(values: Mapping[str, float]) -> dict:
    """Return what a summary says of settings: nothing where all are the reference.

    >>> plain_settings({}), plain_settings({"antibiotic_tolerant": 1.0})["settings"]
    ({}, [{'setting': 'antibiotic_tolerant', 'value': 'yes', 'reference': 'no'}])
    """
    found, known = settings_in(values), read_settings()
    told = [
        {"setting": key, "value": value, "reference": known[key].reference}
        for key, value in found.items()
        if value != known[key].reference
    ]
    return {"settings": told} if told else {}


def settings_line(summary: Mapping) -> list[str]:
    """Return a sentence on the settings of a run that are not the reference, from its summary.

    >>> settings_line({"settings": [{"setting": "ileum", "value": "3e7", "reference": "1e5"}]})
    ['Setting: ileum 3e7 (reference 1e5).']
    """
    told = [f"{one['setting']} {one['value']} (reference {one['reference']})" for one in summary.get("settings", [])]
    return [f"Setting{'s' if len(told) > 1 else ''}: {'; '.join(told)}."] if told else []


def _listed(asked: Asked, mistakes: list[Mistake]) -> list[str]:
    """Return the single texts of what is asked."""
    parts = list(asked) if isinstance(asked, list | tuple) else [asked]
    wrong = [one for one in parts if not isinstance(one, str)]
    mistakes += [Mistake("setting", repr(one), FORM) for one in wrong]
    return [text.strip() for one in parts if isinstance(one, str) for text in one.split(",") if text.strip()]
