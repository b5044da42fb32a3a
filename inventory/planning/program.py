"""A mixed-integer program under construction, solved by HiGHS."""

from dataclasses import dataclass

import highspy
import numpy as np

PRECISION = 1e-5

Terms = list[tuple[int, float]]


@dataclass(frozen=True)
class Solution:
    """Column values (none if nothing was found), what they are worth, and a bound on any."""

    values: np.ndarray
    worth: float
    bound: float

    @property
    def is_proven(self) -> bool:
        return len(self.values) > 0 and self.bound <= self.worth + PRECISION * max(abs(self.worth), 1.0)


class Program:
    """Columns with gain, upper bound and a value to start from; rows with sparse coefficients."""

    def __init__(self) -> None:
        self.gain, self.upper, self.whole, self.start = [], [], [], []
        self.rows, self.lower_row, self.upper_row = [], [], []

    def column(self, gain: float, *, most: float = 1.0, whole: bool = True, start: float = 0.0) -> int:
        self.gain.append(gain)
        self.upper.append(most)
        self.whole.append(whole)
        self.start.append(start)
        return len(self.gain) - 1

    def row(self, terms: Terms, *, least: float = -np.inf, most: float = np.inf) -> None:
        if terms:
            together: dict[int, float] = {}
            for at, by in terms:
                together[at] = together.get(at, 0.0) + by
            self.rows.append(together)
            self.lower_row.append(least)
            self.upper_row.append(most)

    def maximise(self, *, seconds: float, started: bool = False, threads: int = 1) -> Solution:
        """The best found in `seconds`; with `started`, from the columns' values to start from."""
        solver = highspy.Highs()
        for name, setting in (
            ("output_flag", False),
            ("threads", threads),
            ("time_limit", max(seconds, 0.0)),
            ("mip_rel_gap", PRECISION),
        ):
            solver.setOptionValue(name, setting)
        solver.passModel(self._model())
        if started:
            start = highspy.HighsSolution()
            start.col_value = self.start
            solver.setSolution(start)
        solver.run()
        found = solver.getInfo()
        values = np.array(solver.getSolution().col_value)
        known = found.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        return Solution(
            values if known else np.zeros(0), found.objective_function_value, found.mip_dual_bound
        )

    def _model(self) -> highspy.HighsLp:
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.gain), len(self.rows)
        lp.col_cost_, lp.col_lower_ = np.array(self.gain), np.zeros(len(self.gain))
        lp.col_upper_ = np.array(self.upper, float)
        lp.row_lower_, lp.row_upper_ = np.array(self.lower_row), np.array(self.upper_row)
        lp.sense_ = highspy.ObjSense.kMaximize
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[whole] for whole in self.whole]
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(terms) for terms in self.rows)])
        lp.a_matrix_.index_ = np.array([at for terms in self.rows for at in terms], np.int32)
        lp.a_matrix_.value_ = np.array([by for terms in self.rows for by in terms.values()], float)
        return lp
