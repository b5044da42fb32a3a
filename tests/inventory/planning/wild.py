"""Random instances of odd shapes: every rule present, limits tight or slack, some stores, styles or lanes
missing.
"""

import json
from pathlib import Path

import numpy as np


def write_wild_instance(folder: Path, seed: int, *, stores: int = 6, styles: int = 8) -> Path:
    """An instance drawn from `seed` alone."""
    rng = np.random.default_rng(seed)
    folder.mkdir(parents=True, exist_ok=True)
    sizes = [int(n) for n in rng.integers(1, 6, styles)]
    skus = [(p, k) for p in range(styles) for k in range(sizes[p])]
    _write_stores(folder, rng, stores)
    _write_styles(folder, rng, styles)
    rows = [
        (f"P{p}-{k}", f"P{p}", f"s{k}", k if rng.random() < 0.9 else 0, int(rng.random() < 0.5))
        for p, k in skus
    ]
    _write(folder, "skus", "sku,style,size,size_rank,major", rows)
    _write_warehouse(folder, rng, skus, sizes)
    _write_lanes(folder, rng, stores)
    _write_cells(folder, rng, stores, skus)
    rho, delta = round(float(rng.choice([0.0, 0.4, 1.0])), 2), round(float(rng.choice([0.0, 0.1])), 2)
    settings = {"name": "wild", "seed": seed, "broken_sell_through": rho, "display_credit": delta}
    (folder / "params.json").write_text(json.dumps(settings))
    return folder


def _write(folder: Path, name: str, header: str, rows: list) -> None:
    lines = [header, *(",".join(str(part) for part in row) for row in rows)]
    (folder / f"{name}.csv").write_text("\n".join(lines) + "\n")


def _write_stores(folder: Path, rng: np.random.Generator, stores: int) -> None:
    header = (
        "store_id,type,grade,region,frozen,can_send,can_receive,accepts_eos,ships_today,lead_days,review_days,"
        "horizon_days,capacity_units,max_inbound_units,min_order_units,max_out_lanes,ship_cost"
    )
    rows = []
    for j in range(stores):
        flags = [int(rng.random() < share) for share in (0.05, 0.85, 0.85, 0.3, 0.85)]
        capacity, inbound = rng.integers(0, 120), rng.choice([0, 3, 10, 40, 200])
        order, lanes = rng.choice([0, 1, 4, 12]), rng.choice([0, 1, 2, 5])
        days = (2, 7, 14)
        cost = round(float(rng.uniform(0, 5)), 2)
        rows.append((f"S{j}", "mall", "A", "R", *flags, *days, capacity, inbound, order, lanes, cost))
    _write(folder, "stores", header, rows)


def _write_styles(folder: Path, rng: np.random.Generator, styles: int) -> None:
    rows = []
    for p in range(styles):
        value = round(float(rng.uniform(20, 400)), 2)
        status, lot = rng.choice(["new", "core", "eos"]), rng.choice([1, 1, 2, 3])
        rows.append((f"P{p}", "top", status, value, value, round(value * float(rng.uniform(0, 0.3)), 2), lot))
    _write(folder, "styles", "style,category,status,price,value,dc_value,lot_size", rows)


def _write_warehouse(folder: Path, rng: np.random.Generator, skus: list, sizes: list[int]) -> None:
    stock, packs = [], []
    for p, k in skus:
        for dc in ("D1", "D2"):
            if rng.random() < 0.6:
                on_hand = int(rng.integers(0, 8))
                stock.append((dc, f"P{p}-{k}", on_hand, int(rng.integers(0, 3)) if rng.random() < 0.2 else 0))
    for p, count in enumerate(sizes):
        for number in range(int(rng.choice([0, 0, 1, 2]))):
            inside = [(k, int(rng.integers(1, 3))) for k in range(count) if rng.random() < 0.7]
            packs += [(f"K{p}-{number}", f"P{p}-{k}", units) for k, units in inside]
            if inside:
                stock.append((str(rng.choice(["D1", "D2"])), f"K{p}-{number}", int(rng.integers(0, 5)), 0))
    _write(folder, "dc_stock", "dc_id,item,on_hand,reserved", stock)
    _write(folder, "prepacks", "prepack,sku,units", packs)


def _write_lanes(folder: Path, rng: np.random.Generator, stores: int) -> None:
    share, rows = rng.choice([0.0, 0.3, 0.9]), []
    for i in range(stores):
        for j in range(stores):
            if i != j and rng.random() < share:
                least = int(rng.choice([0, 1, 3, 6]))
                most = least + int(rng.choice([0, 2, 50]))
                costs = round(float(rng.uniform(0, 30)), 2), round(float(rng.uniform(0, 4)), 2)
                rows.append((f"S{i}", f"S{j}", *costs, least, most))
    _write(folder, "lanes", "from,to,fixed_cost,unit_cost,min_qty,max_qty", rows)


def _write_cells(folder: Path, rng: np.random.Generator, stores: int, skus: list) -> None:
    rows = []
    for j in range(stores):
        carries = rng.random(len({p for p, _ in skus})) < 0.7
        for p, k in skus:
            if carries[p] and rng.random() < 0.95:
                on_hand = int(rng.choice([0, 0, 1, 2, 5]))
                transit = int(rng.choice([0, 0, 0, 1]))
                movable = on_hand if rng.random() < 0.8 else int(rng.integers(0, on_hand + 1))
                mean = round(float(rng.gamma(0.6, 1.0)) + 0.001, 4)
                var = round(mean * float(rng.choice([0.8, 1.0, 1.6])), 4) or 0.0005
                shown, most = int(rng.integers(0, 3)), int(rng.integers(0, 6))
                rows.append((f"S{j}", f"P{p}-{k}", on_hand, transit, movable, mean, var, shown, most))
    rng.shuffle(rows)
    _write(folder, "cells", "store_id,sku,on_hand,in_transit,movable,mean,var,min_display,max_stock", rows)
