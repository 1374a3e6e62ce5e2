"""libRoadRunner and COPASI on the exported document of a dyad; both report the moment just before each midnight."""

import time

import basico
import numpy as np
import roadrunner

from benchmarks.peers.lives import END, START, Life
from benchmarks.peers.segments import Lived

JUST_BEFORE, MANY = 1e-9, 1_000_000
TIMES = [0.0, *(day - START - JUST_BEFORE for day in range(START + 1, END + 1))]


def load_roadrunner(life: Life) -> roadrunner.RoadRunner:
    """Return libRoadRunner ready to run, compiled with its most aggressive optimisation."""
    roadrunner.Config.setValue(roadrunner.Config.LLVM_BACKEND, roadrunner.Config.LLJIT)
    roadrunner.Config.setValue(roadrunner.Config.LLJIT_OPTIMIZATION_LEVEL, roadrunner.Config.AGGRESSIVE)
    runner = roadrunner.RoadRunner(life.document)
    runner.timeCourseSelections = [stock.key for stock in life.network.stocks]
    runner.integrator.maximum_num_steps = MANY
    return runner


def run_roadrunner(runner: roadrunner.RoadRunner, tolerance: float, absolute: float) -> Lived:
    """Return a year of one dyad."""
    runner.resetToOrigin()
    runner.integrator.relative_tolerance = tolerance
    runner.integrator.absolute_tolerance = absolute
    begun = time.process_time()
    amounts = np.array(runner.simulate(times=TIMES))
    return Lived(amounts, time.process_time() - begun, 0.0)


def load_copasi(life: Life) -> object:
    """Return COPASI's model of a dyad."""
    return basico.load_model_from_string(life.document)


def run_copasi(model: object, life: Life, tolerance: float, absolute: float) -> Lived:
    """Return a year of one dyad by COPASI's deterministic solver (LSODA)."""
    settings = {"r_tol": tolerance, "a_tol": absolute, "max_steps": MANY, "use_sbml_id": True}
    begun = time.process_time()
    table = basico.run_time_course(values=TIMES, model=model, update_model=False, **settings)
    seconds = time.process_time() - begun
    return Lived(table[[stock.key for stock in life.network.stocks]].to_numpy(), seconds, 0.0)
