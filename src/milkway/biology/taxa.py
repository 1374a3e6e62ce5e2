"""The nine guilds, the marked strain, and the substances that they use or make."""

from collections.abc import Mapping

from milkway.core.declare import Substance, Taxon

BIFIDOBACTERIUM = Taxon("bifidobacterium", "Bifidobacterium, infant type", "1678")
BACTEROIDES = Taxon("bacteroides", "Bacteroides", "816")
ENTEROBACTERIACEAE = Taxon("enterobacteriaceae", "Enterobacteriaceae", "543")
CLOSTRIDIA = Taxon("clostridia", "Clostridia and butyrate producers", "186801")
ENTEROCOCCUS = Taxon("enterococcus", "Enterococcus", "1350")
STREPTOCOCCUS = Taxon("streptococcus", "oral Streptococcus", "1301")
STAPHYLOCOCCUS = Taxon("staphylococcus_cons", "coagulase-negative staphylococci", "1279")
S_AUREUS = Taxon("s_aureus", "Staphylococcus aureus", "1280")
LACTOBACILLUS = Taxon("lactobacillus", "resident lactobacilli", "33958")
STRAIN = Taxon("strain", "marked oral strain", "1613", marked=True)
TAXA = (
    BIFIDOBACTERIUM,
    BACTEROIDES,
    ENTEROBACTERIACEAE,
    CLOSTRIDIA,
    ENTEROCOCCUS,
    STREPTOCOCCUS,
    STAPHYLOCOCCUS,
    S_AUREUS,
    LACTOBACILLUS,
    STRAIN,
)
PATHOGENS = (S_AUREUS, ENTEROBACTERIACEAE)
ANAEROBES = (BIFIDOBACTERIUM, BACTEROIDES, CLOSTRIDIA)
OPPORTUNISTS = (ENTEROBACTERIACEAE, ENTEROCOCCUS, S_AUREUS)

LACTOSE = Substance("lactose", "lactose that reaches the colon, in hexose", "CHEBI:17716")
OLIGOSACCHARIDE = Substance("oligosaccharide", "milk oligosaccharides, in hexose", "CHEBI:50699")
FIBRE = Substance("fibre", "fibre and resistant starch, in hexose", "CHEBI:140505")
MUCIN = Substance("mucin", "mucin glycans, in hexose", "CHEBI:16321")
PEPTIDE = Substance("peptide", "peptides, in hexose equivalents", "CHEBI:16670")
LACTATE = Substance("lactate", "lactate", "CHEBI:24996")
OXYGEN = Substance("oxygen", "oxygen", "CHEBI:15379")
ACETATE = Substance("acetate", "acetate", "CHEBI:30089")
BUTYRATE = Substance("butyrate", "butyrate", "CHEBI:17968")
FOODS = (LACTOSE, OLIGOSACCHARIDE, FIBRE, MUCIN, PEPTIDE, LACTATE)
ACIDS = (ACETATE, LACTATE, BUTYRATE)
SUBSTANCES = (*FOODS, OXYGEN, ACETATE, BUTYRATE)


def classed(**classes: tuple[Taxon, ...]) -> Mapping[str, str]:
    """Return the class of each taxon that shares a number with others like it, by its name.

    >>> classed(lactic=(BIFIDOBACTERIUM,))
    {'bifidobacterium': 'lactic'}
    """
    return {taxon.name: name for name, taxa in classes.items() for taxon in taxa}


def class_of(taxon: Taxon, classes: Mapping[str, str]) -> str:
    """Return the class of a taxon; one that no class names is a class of its own."""
    return classes.get(taxon.name, taxon.name)
