"""Which lanes to use: each sender may use few, and each costs something and wants a least number of units.

A lane is charged per unit in inverse proportion to what it last carried (dynamic slope scaling), so flows
gather on few lanes by themselves, sweep after sweep, before the rest are closed.
"""

import numpy as np

from inventory.planning.problem import Problem
from inventory.planning.state import State

STEEPEST = 4.0


def rank_lanes(p: Problem, score: np.ndarray) -> np.ndarray:
    """Each lane's place among its sender's by falling score, from 0."""
    order = np.lexsort((-score, p.lane_from))
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order)) - p.lane_start[p.lane_from[order]]
    return place


def lane_charges(p: Problem, carried: np.ndarray, *, each: float) -> np.ndarray:
    """Money per unit on every lane that gathers flows where a sender uses too many lanes or a lane carries
    too little.

    `carried` is the units by lane of late, `each` what a unit moved to the last lane a sender may keep is
    charged.
    """
    place, limit = rank_lanes(p, carried), p.out_lanes[p.lane_from]
    wanted = np.zeros(len(p.room))
    last = place == limit - 1
    wanted[p.lane_from[last]] = carried[last]
    crowded = np.bincount(p.lane_from, carried > 0.5, len(p.room)) > p.out_lanes
    goal = np.where(crowded[p.lane_from], wanted[p.lane_from], 0.0)
    goal = np.maximum(goal, np.where(carried < p.lane_min, p.lane_min, 0.0))
    return each * np.minimum(goal / np.maximum(carried, 0.5), STEEPEST)


def kept_lanes(p: Problem, carried: np.ndarray) -> np.ndarray:
    """Marks the lanes to keep: each sender's fullest, as many as it may use."""
    return rank_lanes(p, carried) < p.out_lanes[p.lane_from]


def weak_lanes(p: Problem, state: State) -> np.ndarray:
    """Marks, in each sender, the emptiest of the lanes that carry less than their minimum."""
    weak = (state.lane_units > 0) & (state.lane_units < p.lane_min)
    place = rank_lanes(p, np.where(weak, -state.lane_units, -np.inf))
    return weak & (place == 0)
