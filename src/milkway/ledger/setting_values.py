"""Settings: hypotheses that no data decide, each with its values, what a value sets, why, and which one is the reference."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cache
from importlib.resources import files

from pydantic.dataclasses import dataclass

from milkway.core.brief import brief
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

    __repr__ = brief

    def named(self, name: str) -> SettingValue | None:
        """Return the value of a name."""
        return next((one for one in self.value if one.name == name), None)


@dataclass(frozen=True)
class Chosen:
    """A setting under the value that a run has: "none of its values" where its parameters have other numbers."""

    setting: Setting
    value: str

    __repr__ = brief

    @property
    def is_reference(self) -> bool:
        """Return whether the value is the reference."""
        return self.value == self.setting.reference

    @property
    def words(self) -> str:
        """Return key and value, and the reference."""
        told = "the reference" if self.is_reference else f"reference {self.setting.reference}"
        return f"{self.setting.key} {self.value} ({told})"


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


def read_asked(asked: Asked, mistakes: list[Mistake]) -> dict[str, str]:
    """Return the value of each setting that is asked for; what cannot be one is a mistake.

    Args:
        asked: `KEY=VALUE`, several with commas between them or as a list.
        mistakes: added to.

    >>> read_asked("antibiotic_tolerant=yes,ileum=1e5", [])
    {'antibiotic_tolerant': 'yes', 'ileum': '1e5'}
    """
    known, found = read_settings(), dict[str, str]()
    for text in _listed(asked, mistakes):
        key, _, name = (part.strip() for part in text.partition("="))
        setting = known.get(key)
        if setting is None:
            mistakes.append(Mistake("setting", repr(text), f"{FORM}; the keys are {', '.join(known)}"))
        elif setting.named(name) is None:
            mistakes.append(Mistake(f"setting {key}", repr(name), ", ".join(one.name for one in setting.value)))
        elif key in found:
            mistakes.append(Mistake(f"setting {key}", "a second value", "one value"))
        else:
            found[key] = name
    return found


def sets_of(values: Mapping[str, str]) -> dict[str, float]:
    """Return the parameters that settings set, given as values by key; a reference sets none, since the tables have it.

    >>> sets_of({"antibiotic_tolerant": "yes", "ileum": "1e5"})
    {'antibiotic_tolerant': 1.0}
    """
    chosen = [(read_settings()[key], name) for key, name in values.items()]
    moved = [setting.named(name) for setting, name in chosen if name != setting.reference]
    return {key: number for one in moved if one is not None for key, number in one.sets.items()}


def settings_in(values: Mapping[str, float]) -> tuple[Chosen, ...]:
    """Return each setting as it is under numbers that are given in place of the tables': the reference where none is.

    >>> [one.words for one in settings_in({"antibiotic_tolerant": 1.0})][1:]
    ['antibiotic_tolerant yes (reference no)', 'ileum 1e5 (the reference)']
    """
    return tuple(Chosen(setting, _value_in(setting, values)) for setting in read_settings().values())


def _value_in(setting: Setting, values: Mapping[str, float]) -> str:
    touched = {key for one in setting.value for key in one.sets} & set(values)
    if not touched:
        return setting.reference
    whole = (one.name for one in setting.value if all(values.get(key) == number for key, number in one.sets.items()))
    return next(whole, "none of its values")


def plain_settings(chosen: Sequence[Chosen]) -> dict[str, list[dict[str, str]]]:
    """Return what a summary says of the settings of a run.

    >>> plain_settings(settings_in({"ileal_density": 3e7}))["settings"][2]
    {'setting': 'ileum', 'value': '3e7', 'reference': '1e5'}
    """
    told = [{"setting": one.setting.key, "value": one.value, "reference": one.setting.reference} for one in chosen]
    return {"settings": told}


def settings_line(summary: Mapping) -> list[str]:
    """Return a sentence on the settings of a run, from its summary.

    >>> settings_line(plain_settings(settings_in({"ileal_density": 3e7})))
    ['Settings: sterile_share 40 (the reference), antibiotic_tolerant no (the reference), ileum 3e7 (reference 1e5).']
    """
    known = read_settings()
    told = [Chosen(known[one["setting"]], one["value"]).words for one in summary["settings"]]
    return [f"Settings: {', '.join(told)}."]


def _listed(asked: Asked, mistakes: list[Mistake]) -> list[str]:
    """Return the single texts of what is asked."""
    parts = list(asked) if isinstance(asked, list | tuple) else [asked]
    wrong = [one for one in parts if not isinstance(one, str)]
    mistakes += [Mistake("setting", repr(one), FORM) for one in wrong]
    return [text.strip() for one in parts if isinstance(one, str) for text in one.split(",") if text.strip()]
