"""The guild of a feature of a public table, from its lineage, whichever taxonomy named it."""

import re
from collections.abc import Mapping

import pandas as pd

RANKS = ("phylum", "class", "order", "family", "genus")
GUILDS = (
    *("bifidobacterium", "bacteroides", "enterobacteriaceae", "clostridia"),
    *("enterococcus", "streptococcus", "staphylococcus", "lactobacillus"),
)
NO_GUILD = "other"
OF_FAMILY = {
    "Bifidobacteriaceae": "bifidobacterium",
    "Enterococcaceae": "enterococcus",
    "Streptococcaceae": "streptococcus",
    "Staphylococcaceae": "staphylococcus",
    "Lactobacillaceae": "lactobacillus",
    "Leuconostocaceae": "lactobacillus",
}
OF_GENUS = {"Bifidobacterium": "bifidobacterium", "Escherichia": "enterobacteriaceae"} | {
    name.capitalize(): name for name in ("enterococcus", "streptococcus", "staphylococcus")
}
FIRMICUTES = ("Clostridia", "Negativicutes", "Erysipelotrichia", "Erysipelotrichi", "Tissierellia")
ERYSIPELOTRICHALES = "Erysipelotrichales"  # among bacilli where SILVA names them
MARK = re.compile(r"^[kpcofgs]__")  # of a rank, as Greengenes writes it


def guild_of(lineage: Mapping[str, object]) -> str:
    """Return the guild of a lineage by rank; a rank that is not known may be missing.

    Enterobacteriaceae are all of their order, Bacteroides all of their phylum; Veillonella is in no guild, and other anaerobic
    Firmicutes are clostridia.

    >>> guild_of({"phylum": "p__Firmicutes", "class": "c__Clostridia", "family": "f__[Tissierellaceae]"})
    'clostridia'
    >>> guild_of({"family": "Veillonellaceae", "genus": "Veillonella", "class": "Negativicutes"})
    'other'
    """
    phylum, classis, order, family, genus = (_plain(lineage.get(rank)) for rank in RANKS)
    if phylum.startswith("Bacteroid"):
        return "bacteroides"
    if "Enterobacter" in order or "Enterobacteriaceae" in family:
        return "enterobacteriaceae"
    named = [guild for name, guild in OF_GENUS.items() if genus.startswith(name)]
    if family in OF_FAMILY or named:
        return OF_FAMILY.get(family) or named[0]
    if "lactobacill" in genus.lower():
        return "lactobacillus"
    if genus.startswith("Veillonella"):
        return NO_GUILD
    return "clostridia" if classis in FIRMICUTES or "Clostridi" in classis + order or order == ERYSIPELOTRICHALES else NO_GUILD


def by_guild(reads: pd.DataFrame, lineages: pd.DataFrame) -> pd.DataFrame:
    """Return reads by guild.

    Args:
        reads: (sample, feature), in any unit.
        lineages: (feature, rank); a feature that is not in it is in no guild.
    """
    guild = {feature: guild_of(ranks) for feature, ranks in lineages.to_dict("index").items()}
    summed = reads.T.groupby([guild.get(feature, NO_GUILD) for feature in reads.columns]).sum().T
    return summed.reindex(columns=GUILDS, fill_value=0.0)


def _plain(name: object) -> str:
    return MARK.sub("", name).strip("[]") if isinstance(name, str) else ""
