"""Checks certificates a second time: exact fractions, no rounding, nothing but Python's standard library.

    python3 proofs/check.py data/certificates/*.json

If every step from every box ends in the box that is named, with an answer that is right, then, by induction, the
network is right on sequences of every length. This program shares no line with the search or the other checkers.
Sums and products are exact; exp is enclosed between integers (below), and tanh and sigmoid rise with it.
"""

import json
import math
import sys
from fractions import Fraction

# The tasks that a file may claim to do, by arithmetic instead of tables: (state, a, b) -> (next state, answer).
TASKS = {
    "addition": lambda carry, a, b: ((a + b + carry) // 2, (a + b + carry) % 2),
    "subtraction": lambda borrow, a, b: (int(a - b - borrow < 0), (a - b - borrow) % 2),
    "comparison": lambda greater, a, b: (int(2 * a + greater > 2 * b), int(2 * a + greater > 2 * b)),
}
CELLS = [("rnn", "tanh"), ("rnn", "sigmoid"), ("lstm", "tanh")]
PAIRS = [[0, 0], [0, 1], [1, 0], [1, 1]]


class Refused(Exception):
    """Why a certificate proves nothing."""


def demand(condition, reason):
    if not condition:
        raise Refused(reason)

# exp is enclosed with integers that count steps of 2^-64.
ONE = 1 << 64
down = int.__floordiv__  # a / b, rounded down
FAR = 500  # beyond this, exp is bounded by what it is here, and from above by nothing


def up(a, b):
    """a / b, rounded up."""
    return -(-a // b)


def exp_of(n, divide):
    """exp(n / ONE) for n >= 0, with all rounding to one side: divide is down or up."""
    halvings = max(0, n.bit_length() - 63)  # until the argument is at most 1/2
    x = divide(n, 1 << halvings)
    total = term = ONE
    for k in range(1, 25):  # 1 + x + x^2/2 + ...: no term is negative, and each is at most half the last
        term = divide(divide(term * x, ONE), k)
        total += term
    total += term if divide is up else 0  # at least all the terms that are left out
    for _ in range(halvings):
        total = divide(total * total, ONE)
    return total


def exp_below(x):
    """An integer e with e / ONE <= exp(x)."""
    if x >= 0:
        return exp_of(math.floor(min(x, FAR) * ONE), down)
    if x < -FAR:
        return 0
    return ONE * ONE // exp_of(math.ceil(-x * ONE), up)  # 1 / exp(-x)


def exp_above(x):
    """An integer e with exp(x) <= e / ONE, or None where there is no use for one."""
    if x > FAR:
        return None
    return exp_of(math.ceil(x * ONE), up) if x >= 0 else up(ONE * ONE, exp_of(math.floor(min(-x, FAR) * ONE), down))


def rising(scale, shrink):
    """The function 1 - scale / (exp(shrink x) + 1) on an interval: scale = shrink = 2 is tanh, 1 is sigmoid."""

    def enclose(interval):
        low, high = exp_below(shrink * interval[0]), exp_above(shrink * interval[1])
        least = ONE - up(scale * ONE * ONE, low + ONE)
        most = ONE if high is None else ONE - scale * ONE * ONE // (high + ONE)
        return Fraction(least, ONE), Fraction(most, ONE)

    return enclose


tanh, sigmoid = rising(2, 2), rising(1, 1)


def product(u, v):
    corners = [u[0] * v[0], u[0] * v[1], u[1] * v[0], u[1] * v[1]]
    return min(corners), max(corners)


def sums(start, box, weights, columns):
    """start + box W, for row-major W: each weight takes the end that makes its sum least, or greatest."""
    result = []
    for (low, high), column in zip(start, (weights[j::columns] for j in range(columns))):
        low += sum(w * side[w < 0] for w, side in zip(column, box))
        result.append((low, high + sum(w * side[w >= 0] for w, side in zip(column, box))))
    return result


def after(net, recurrent, box, vector, tolerance):
    """The box that holds the state after a step; recurrent is b_h + h W_hh."""
    units = net["hiddenSize"]
    a = sums(recurrent, [(x, x) for x in vector], net["W_xh"], len(net["b_h"]))
    if net["cell"] == "rnn":
        state = [(tanh if net["activation"] == "tanh" else sigmoid)(sum_) for sum_ in a]
    else:
        gates = [a[n * units : (n + 1) * units] for n in range(4)]
        i, f, o = ([sigmoid(sum_) for sum_ in gates[n]] for n in (0, 1, 3))
        g = [tanh(sum_) for sum_ in gates[2]]
        kept, new = ([product(u, v) for u, v in zip(*pair)] for pair in ((f, box[units:]), (i, g)))
        c = [(k[0] + n[0], k[1] + n[1]) for k, n in zip(kept, new)]
        state = [product(o[n], tanh(c[n])) for n in range(units)] + c
    return [(low - tolerance, high + tolerance) for low, high in state]


def exact(number):
    """A number of JavaScript as a fraction."""
    demand(type(number) in (int, float), f"{number!r} is no number")
    return Fraction(float(number))


def checked(certificate, tolerance=0, network=None, machine=None):
    """Returns the margin; raises Refused, or whatever malformed data provokes.

    network and machine: what the certificate must be about; what it states itself, if left out.
    """
    demand(certificate["format"] == "carry certificate" and certificate["version"] == 1, "no certificate")
    demand(network in (None, certificate["network"]), "it is about another network")
    demand(machine in (None, certificate["machine"]), "it is about another machine")
    net, machine = dict(certificate["network"]), certificate["machine"]
    demand((net["cell"], net["activation"]) in CELLS, "unknown cell")
    units, size, inputs, k = net["hiddenSize"], net["inputSize"], machine["inputs"], certificate["k"]
    columns = units * (4 if net["cell"] == "lstm" else 1)
    shapes = {"W_xh": size * columns, "W_hh": units * columns, "b_h": columns, "W_hy": units, "b_y": 1}
    for name, count in shapes.items():
        demand(len(net[name]) == count, f"{name} has another length than {count}")
        net[name] = [exact(weight) for weight in net[name]]
    threshold, tolerance, margin = exact(net["threshold"]), exact(tolerance), exact(certificate["margin"])
    demand(tolerance >= 0 and margin > 2**-30, "no margin to speak of")
    demand({len(vector) for vector in inputs} == {size}, "an input has another length")
    if machine["name"] in TASKS:
        rule = TASKS[machine["name"]]
        wanted = [[rule(state, a, b) for a, b in PAIRS] for state in range(2)]
        table = [list(zip(*rows)) for rows in zip(machine["next"], machine["output"])]
        demand(inputs == PAIRS and machine["start"] == 0 and table == wanted, "not the task's table")

    def key(box):
        read = box["inputs"]
        known = 0 <= box["before"] < len(machine["next"]) and all(0 <= i < len(inputs) for i in read)
        demand(known and len(read) <= k, "impossible key")
        return box["before"], read

    def state_of(before, read):
        for i in read:
            before = machine["next"][before][i]
        return before

    boxes = []
    for box in certificate["boxes"]:
        demand(len(box["low"]) == len(box["high"]) == units * (2 if net["cell"] == "lstm" else 1), "wrong sides")
        boxes.append([(exact(low), exact(high)) for low, high in zip(box["low"], box["high"])])
        demand(all(low <= high for low, high in boxes[-1]), "no intervals")
    demand(key(certificate["boxes"][0]) == (machine["start"], []), "the first box is not for the start")
    demand(all(low <= 0 <= high for low, high in boxes[0]), "the first box does not hold the start")

    for n, box in enumerate(certificate["boxes"]):
        before, read = key(box)
        recurrent = sums([(b, b) for b in net["b_h"]], boxes[n][:units], net["W_hh"], columns)
        for i, vector in enumerate(inputs):
            where = f"box {n}, input {i}"
            target = box["next"][i]
            demand(type(target) is int and 0 <= target < len(boxes), f"{where}: a step leads nowhere")
            forgotten = max(0, len(read) + 1 - k)
            wanted = (state_of(before, [*read, i][:forgotten]), [*read, i][forgotten:])
            demand(key(certificate["boxes"][target]) == wanted, f"{where}: a step leads to another key")
            state = after(net, recurrent, boxes[n], [exact(x) for x in vector], tolerance)
            for (low, high), (least, most) in zip(state, boxes[target]):
                demand(least <= low and high <= most, f"{where}: a step leaves box {target}")
            [output] = sums([(net["b_y"][0] - threshold,) * 2], state[:units], net["W_hy"], 1)
            low, high = output[0] - tolerance, output[1] + tolerance
            distance = {1: low, 0: -high}[machine["output"][state_of(before, read)][i]]
            demand(distance >= margin, f"{where}: an answer may be wrong")
    return certificate["margin"]


def main(files):
    for file in files:
        with open(file, encoding="utf-8") as text:
            found = json.load(text)
        certificate, tolerance = found["certificate"], found["tolerance"]
        margin, boxes = checked(certificate, tolerance), len(certificate["boxes"])
        print(f"{file}: proved, {boxes} boxes, margin {margin}, tolerance {tolerance}")


if __name__ == "__main__":
    main(sys.argv[1:])
