"""The models that ship: a model is a list of processes, and listing a process here is all it takes to add it."""

from milkway.biology.behaviour.cessation import cessation
from milkway.biology.behaviour.discontinuation import discontinuation
from milkway.biology.behaviour.formula import formula
from milkway.biology.interventions.antagonism import antagonism
from milkway.biology.interventions.antibiotics import antibiotics
from milkway.biology.interventions.care import care
from milkway.biology.interventions.competition import competition
from milkway.biology.interventions.diet import diet
from milkway.biology.interventions.duct_persistence import duct_persistence
from milkway.biology.interventions.immunomodulation import immunomodulation
from milkway.biology.interventions.infant_antibiotic import infant_antibiotic
from milkway.biology.interventions.neutrophil_resistance import neutrophil_resistance
from milkway.biology.interventions.outside_probiotic import outside_probiotic
from milkway.biology.interventions.probiotic import probiotic
from milkway.biology.processes.aerobic_growth import aerobic_growth
from milkway.biology.processes.areola import areola
from milkway.biology.processes.breast_abscess import breast_abscess
from milkway.biology.processes.gut_acids import gut_acids
from milkway.biology.processes.gut_growth import gut_growth
from milkway.biology.processes.gut_oxygen import gut_oxygen
from milkway.biology.processes.gut_transit import gut_transit
from milkway.biology.processes.iga_clearance import iga_clearance
from milkway.biology.processes.infant_iga import infant_iga
from milkway.biology.processes.infant_mouth import infant_mouth
from milkway.biology.processes.infant_resources import infant_resources
from milkway.biology.processes.inflammation import inflammation
from milkway.biology.processes.inflammation_first import inflammation_first
from milkway.biology.processes.involution import involution
from milkway.biology.processes.killed_bacteria import killed_bacteria
from milkway.biology.processes.local_signs import local_signs
from milkway.biology.processes.maternal_gut import maternal_gut
from milkway.biology.processes.maternal_ileum import maternal_ileum
from milkway.biology.processes.maternal_resources import maternal_resources
from milkway.biology.processes.milk_antibodies import milk_antibodies
from milkway.biology.processes.milk_growth import milk_growth
from milkway.biology.processes.milk_secretion import milk_secretion
from milkway.biology.processes.milk_supply import milk_supply
from milkway.biology.processes.mucosal_growth import mucosal_growth
from milkway.biology.processes.neutrophils import neutrophils
from milkway.biology.processes.nipple_damage import nipple_damage
from milkway.biology.processes.stasis import stasis
from milkway.biology.processes.stasis_first import stasis_first
from milkway.biology.processes.systemic_signs import systemic_signs
from milkway.biology.processes.wall_growth import wall_growth
from milkway.biology.routes.birth_canal import birth_canal
from milkway.biology.routes.contact import contact
from milkway.biology.routes.entero_mammary import entero_mammary
from milkway.biology.routes.environment import environment
from milkway.biology.routes.maternal_faecal import maternal_faecal
from milkway.biology.routes.milk_feeding import milk_feeding
from milkway.biology.routes.prenatal import prenatal
from milkway.biology.routes.retrograde import retrograde
from milkway.biology.routes.skin import skin
from milkway.biology.taxa import SUBSTANCES, TAXA
from milkway.core.model import Model

MOTHER = (maternal_gut, maternal_ileum, maternal_resources, milk_antibodies)
GUT = (gut_growth, aerobic_growth, gut_oxygen, gut_acids, gut_transit)
BREAST = (
    milk_secretion,
    milk_supply,
    involution,
    milk_growth,
    wall_growth,
    areola,
    neutrophils,
    killed_bacteria,
    inflammation,
    stasis,
    stasis_first,
    inflammation_first,
    breast_abscess,
    nipple_damage,
    local_signs,
    systemic_signs,
)
INFANT = (infant_resources, mucosal_growth, infant_mouth, iga_clearance, infant_iga)
DISPUTED_ROUTES = (entero_mammary, prenatal)
ROUTES = (milk_feeding, retrograde, skin, birth_canal, maternal_faecal, environment, contact, *DISPUTED_ROUTES)
HYPOTHESES = (duct_persistence, competition, antagonism, immunomodulation, neutrophil_resistance)
INTERVENTIONS = (probiotic, outside_probiotic, *HYPOTHESES, antibiotics, infant_antibiotic, diet, care)
BEHAVIOUR = (cessation, formula, discontinuation)

COMPLETE = Model("complete", TAXA, SUBSTANCES, (*MOTHER, *GUT, *BREAST, *INFANT, *ROUTES, *INTERVENTIONS, *BEHAVIOUR))
