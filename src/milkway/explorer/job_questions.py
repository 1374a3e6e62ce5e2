"""What the page may ask a job to do: a verb, a protocol that was checked, and sizes within bounds."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from milkway.arguments import LARGEST_SEED, draws_of, sizes_of
from milkway.core.errors import InputError, Mistake
from milkway.explorer.job import ASKED, RUN, VERBS, Verb
from milkway.explorer.jobs import LONGEST, QUOTA
from milkway.explorer.protocol_texts import LARGEST, protocol_in
from milkway.protocol.protocol import Protocol, resized
from milkway.trials.cost import cost_of

MOST_WOMEN = 5000
MOST_TRIALS = 5000
MOST_DRAWS = 100
Seed = Annotated[int, Field(ge=0, le=LARGEST_SEED)]
Name = Annotated[str, Field(max_length=100, pattern=r"^[\w .+-]*$")]
Parameters = Literal["best", "tables", "posterior"]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    keep: bool = False
    seed: Seed = 1


class _OfProtocol(_Asked):
    protocol: str = Field(max_length=LARGEST)


class TrialAsked(_OfProtocol):
    """A trial: `milkway trial`."""

    verb: Literal["trial"]
    dyads: int | None = Field(default=None, ge=1, le=MOST_WOMEN)
    parameters: Parameters = "best"
    draws: int = Field(default=0, ge=0, le=MOST_DRAWS)
    missing: bool = False
    data: bool = False

    def words(self) -> list[str]:
        """Return its arguments."""
        words = [ASKED, *_option("dyads", self.dyads), "--parameters", self.parameters, *_option("draws", self.draws or None)]
        return [*words, *(["--missing"] if self.missing else []), *(["--data", "csv"] if self.data else [])]


class PowerAsked(_OfProtocol):
    """The size of a trial: `milkway power`."""

    verb: Literal["power"]
    n: str = Field(default="100:800:100", max_length=200)
    reps: int = Field(default=1000, ge=1, le=MOST_TRIALS)
    target: float = Field(default=0.8, gt=0, lt=1)
    truth: Annotated[float, Field(allow_inf_nan=False)] | None = None
    endpoint: Name = ""
    pool: int = Field(default=1500, ge=20, le=MOST_WOMEN)
    parameters: Parameters = "best"

    def words(self) -> list[str]:
        """Return its arguments."""
        words = [ASKED, f"--n={self.n}", "--reps", str(self.reps), "--target", str(self.target), "--pool", str(self.pool)]
        words += [] if self.truth is None else [f"--truth={self.truth}"]
        return [*words, *_named("endpoint", self.endpoint), "--parameters", self.parameters]


class DesignsAsked(_OfProtocol):
    """Designs compared: `milkway designs`."""

    verb: Literal["designs"]
    reps: int = Field(default=400, ge=1, le=MOST_TRIALS)
    truth: Annotated[float, Field(allow_inf_nan=False)] | None = None
    endpoint: Name = ""
    hypothesis: Name = ""
    pool: int = Field(default=600, ge=20, le=MOST_WOMEN)

    def words(self) -> list[str]:
        """Return its arguments."""
        words = [ASKED, "--reps", str(self.reps), "--pool", str(self.pool)]
        words += [] if self.truth is None else [f"--truth={self.truth}"]
        return [*words, *_named("endpoint", self.endpoint), *_named("hypothesis", self.hypothesis)]


class ClaimsAsked(_Asked):
    """Statements judged again, with the model's part: `milkway claims`."""

    verb: Literal["claims"]
    dyads: int = Field(default=320, ge=4, le=MOST_WOMEN)
    without_sponsor: bool = False

    def words(self) -> list[str]:
        """Return its arguments."""
        return ["--dyads", str(self.dyads), *(["--without-sponsor"] if self.without_sponsor else []), "--json"]


class QualifyAsked(_Asked):
    """Published results beside predictions: `milkway qualify`."""

    verb: Literal["qualify"]
    draws: int = Field(default=20, ge=2, le=MOST_DRAWS)
    size: float = Field(default=1.0, gt=0, le=2)
    infants: int = Field(default=200, ge=10, le=MOST_WOMEN)

    def words(self) -> list[str]:
        """Return its arguments."""
        words = ["--draws", str(self.draws), "--size", str(self.size), "--infants", str(self.infants)]
        return [*words, "--json"]


Asked = TrialAsked | PowerAsked | DesignsAsked | ClaimsAsked | QualifyAsked
OUT: dict[Verb, str] = {"claims": f"{RUN}/claims.html", "qualify": f"{RUN}/qualification.md"}


@dataclass(frozen=True)
class JobWords:
    """What a job is started with: its verb, the arguments, the text and the name of its protocol, and whether it is kept."""

    verb: Verb
    words: tuple[str, ...]
    protocol: str
    title: str
    keep: bool


def asked_job(body: object) -> JobWords:
    """Return what a question of the page starts.

    Args:
        body: as JSON had it.

    Raises:
        InputError: every mistake of the question, else of its protocol and of what it would cost.
    """
    asked = _read(body)
    title, text = "", ""
    if isinstance(asked, TrialAsked | PowerAsked | DesignsAsked):
        text = asked.protocol
        protocol = protocol_in(text)
        title = protocol.name
        if mistakes := [*_size_mistakes(protocol, asked), *_argument_mistakes(protocol, asked)]:
            raise InputError(asked.verb, mistakes)
    words = (*asked.words(), "--seed", str(asked.seed), "--out", OUT.get(asked.verb, RUN))
    return JobWords(asked.verb, words, text, title, asked.keep)


def _read(body: object) -> Asked:
    try:
        return TypeAdapter[Asked](Annotated[Asked, Field(discriminator="verb")]).validate_python(body)
    except ValidationError as error:
        raise InputError("question", [_mistake(one) for one in error.errors(include_url=False)]) from error


def _mistake(error: ErrorDetails) -> Mistake:
    text = repr(error["input"])
    found = text if len(text) <= 60 else text[:57] + "..."
    if len(error["loc"]) <= 1:
        return Mistake("verb", found, f"an object with one of {', '.join(VERBS)}")
    allowed = "no such key" if error["type"] == "extra_forbidden" else error["msg"].removeprefix("Input should be ")
    return Mistake(".".join(str(step) for step in error["loc"][1:]), found, allowed)


def _size_mistakes(protocol: Protocol, asked: Asked) -> list[Mistake]:
    """Return what is too large or too small for the page, a command line aside."""
    size = asked.dyads if isinstance(asked, TrialAsked) and asked.dyads is not None else protocol.design.size
    least = len(protocol.arms)
    if not least <= size <= MOST_WOMEN:
        return [Mistake("dyads", str(size), f"a whole number from {least} to {MOST_WOMEN:,}")]
    if not isinstance(asked, TrialAsked):
        return []
    cost = cost_of(resized(protocol, size), asked.draws, missing=asked.missing)
    mistakes = []
    if cost.seconds > LONGEST:
        mistakes.append(
            Mistake("dyads", f"about {cost.seconds / 3600:.1f} h of work", f"at most {LONGEST / 3600:g} h in the page")
        )
    if cost.megabytes * 1e6 > QUOTA:
        mistakes.append(Mistake("dyads", f"about {cost.megabytes / 1000:.1f} GB", f"at most {QUOTA / 1e9:g} GB of runs"))
    return mistakes


def _argument_mistakes(protocol: Protocol, asked: Asked) -> list[Mistake]:
    """Return what the verb would refuse at once of its other arguments."""
    mistakes: list[Mistake] = []
    if isinstance(asked, TrialAsked):
        draws_of(asked.draws, "posterior" if asked.parameters == "posterior" else "tables", mistakes)
    if isinstance(asked, PowerAsked):
        sizes, wrong = sizes_of(asked.n)
        mistakes += wrong
        if sizes and not len(protocol.arms) <= sizes[0] <= sizes[-1] <= MOST_WOMEN:
            mistakes.append(Mistake("n", asked.n, f"sizes from {len(protocol.arms)} to {MOST_WOMEN:,}"))
    if isinstance(asked, PowerAsked | DesignsAsked):
        names = [one.name for one in protocol.endpoints]
        if asked.endpoint and asked.endpoint not in names:
            mistakes.append(Mistake("endpoint", repr(asked.endpoint), ", ".join(names)))
    return mistakes


def _option(name: str, value: int | None) -> list[str]:
    return [] if value is None else [f"--{name}", str(value)]


def _named(name: str, value: str) -> list[str]:
    return [f"--{name}={value}"] if value else []
