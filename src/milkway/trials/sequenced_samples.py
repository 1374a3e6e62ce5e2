"""What sequencing says of samples of women and infants: shares of reads, and which pairs are called to share a strain."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from milkway.analysis.record import Sample
from milkway.assays.counts import Counts
from milkway.assays.materials import MATERIALS
from milkway.assays.occasion import Occasion
from milkway.assays.sequencing import Sequencing, sequence
from milkway.assays.strain_sharing import Comparison, call_sharing
from milkway.core.streams import Streams
from milkway.protocol.protocol import Protocol
from milkway.protocol.sequenced import INFANTS, SequencedStool, StrainSharing
from milkway.simulation.trajectory import Trajectory
from milkway.trials.sampled_cells import concentration


@dataclass(frozen=True)
class Sampled:
    """Women and infants at one visit.

    Attributes:
        trajectory: of the dyads.
        visit: name.
        day: (woman,) since birth.
        present: (woman,) whether she is in the trial.
        there: (woman,) whether there is anything to sample.
    """

    trajectory: Trajectory
    visit: str
    day: np.ndarray
    present: np.ndarray
    there: np.ndarray


def sequenced(assay: SequencedStool, at: Sampled, streams: Streams) -> Sample:
    """Return the shares of reads of each group, and their shares of the cells that live in the stool."""
    taxa = _taxa(at.trajectory, assay.sites)
    cells = _cells(at, assay.sites, taxa)
    recovery = np.array([assay.recovery.get(taxon, 1.0) for taxon in taxa])
    method = Sequencing(assay.reads, assay.patchiness, recovery)
    reads = sequence(cells, method, _occasion(assay.name, "reads", at, streams))
    sampled = at.present & at.there & (reads.sum(axis=1) > 0)
    of = {group: [taxa.index(taxon) for taxon in held] for group, held in assay.groups.items()}
    counts = {group: _read(reads, places, sampled) for group, places in of.items()}
    truth = {group: np.where(at.there, _share(cells, places), np.nan) for group, places in of.items()}
    nothing = np.full(len(at.day), np.nan)
    return Sample(
        assay.name, at.visit, at.day, counts, truth, nothing, nothing, of_strain=False, material=assay.sampled, assayed="reads"
    )


def compared(assay: StrainSharing, at: Sampled, strains: tuple[str, ...], streams: Streams) -> Sample:
    """Return which mothers and infants are called to share a strain of a species, and which truly do.

    They do where most of the species is one marked strain in both samples. Where it is none in either, their own strains are one
    with the chance that the protocol states, since the model does not follow them.
    """
    hers, infants = _species(assay, assay.mother, at, strains), _species(assay, INFANTS, at, strains)
    luck = _occasion(assay.name, "residents", at, streams, daily=False).uniform()
    same = (hers.majority >= 0) & (hers.majority == infants.majority) | (
        (hers.majority == OWN) & (infants.majority == OWN) & (luck < assay.residents)
    )
    how = Comparison(assay.genome, assay.read, assay.places, assay.needed, assay.missed, assay.mistaken)
    one, other = (
        _species_reads(assay, cells, _occasion(assay.name, f"reads of {whose}", at, streams))
        for whose, cells in (("mother", hers.cells), ("infant", infants.cells))
    )
    called = call_sharing(same, one, other, how, _occasion(assay.name, "call", at, streams))
    nothing = np.full(len(at.day), np.nan)
    return Sample(
        assay.name,
        at.visit,
        at.day,
        {},
        {},
        nothing,
        nothing,
        of_strain=False,
        material=assay.material,
        assayed="pairs",
        shared=np.where(at.there, same.astype(float), np.nan),
        called=np.where(at.present & at.there, called, np.nan),
    )


def stocks_sequenced(protocol: Protocol, taxa: tuple[str, ...]) -> Iterator[str]:
    """Yield the stocks and volumes that sequencing needs: every taxon of a site, since reads are shares of them all."""
    sites = [site for assay in protocol.assays.sequencing for site in assay.sites]
    sites += [site for assay in protocol.assays.sharing for site in (*assay.mother, *INFANTS)]
    for site in dict.fromkeys(sites):
        yield from (f"{MATERIALS[site].site}__{taxon}" for taxon in taxa)
        yield MATERIALS[site].volume


OWN, NONE = -1, -2  # most of a species is not marked; there is none of it


@dataclass(frozen=True)
class _Species:
    """A species in a sample: (woman, 2) cell/mL of it and of all others, and (woman,) which strain is most of it."""

    cells: np.ndarray
    majority: np.ndarray


def _species(assay: StrainSharing, sites: tuple[str, ...], at: Sampled, strains: tuple[str, ...]) -> _Species:
    taxa = _taxa(at.trajectory, sites)
    every = _cells(at, sites, taxa)
    whole = every[:, [taxa.index(taxon) for taxon in assay.species]].sum(axis=1)
    marked = np.stack([every[:, taxa.index(one)] * (one in assay.species) for one in strains], axis=1)
    most = np.where((2 * marked > whole[:, None]).any(axis=1), marked.argmax(axis=1), OWN)
    cells = np.stack([whole, np.maximum(every.sum(axis=1) - whole, 0.0)], axis=1)
    return _Species(cells, np.where(whole > 0, most, NONE))


def _species_reads(assay: StrainSharing, cells: np.ndarray, occasion: Occasion) -> np.ndarray:
    return sequence(np.nan_to_num(cells), Sequencing(assay.reads, assay.patchiness, np.ones(2)), occasion)[:, 0]


def _taxa(trajectory: Trajectory, sites: tuple[str, ...]) -> tuple[str, ...]:
    """Return the taxa of a site that were recorded, by name, so that no other assay changes whose luck is whose."""
    place, volume = f"{MATERIALS[sites[0]].site}__", MATERIALS[sites[0]].volume
    return tuple(sorted(key.removeprefix(place) for key in trajectory.stocks if key.startswith(place) and key != volume))


def _cells(at: Sampled, sites: tuple[str, ...], taxa: tuple[str, ...]) -> np.ndarray:
    found = np.stack([concentration(at.trajectory, sites, (taxon,), at.day) for taxon in taxa], axis=1)
    return np.where(np.isfinite(found), found, 0.0)


def _read(reads: np.ndarray, places: Iterable[int], sampled: np.ndarray) -> Counts:
    of_group = reads[:, list(places)].sum(axis=1)
    share = np.where(sampled, of_group / np.maximum(reads.sum(axis=1), 1), np.nan)
    return Counts(sampled, of_group, np.ones(len(sampled)), share, np.zeros(len(sampled), dtype=bool))


def _share(cells: np.ndarray, places: Iterable[int]) -> np.ndarray:
    whole = cells.sum(axis=1)
    return np.divide(cells[:, list(places)].sum(axis=1), whole, out=np.full(len(whole), np.nan), where=whole > 0)


def _occasion(name: str, what: str, at: Sampled, streams: Streams, *, daily: bool = True) -> Occasion:
    return Occasion(streams, at.trajectory.dyads, f"{name} {what}", at.day if daily else 0)
