"""The peer in NumPy: the adder of seed 001, written anew for Python 3 with one update a sample.

    python trainer.py WORK HIDDEN BITS SAMPLES CHECKED

WORK holds the first weights as doubles (W_xh, W_hh, W_hy), then the bits of the operands and of the sums as
bytes. For each line on standard input it trains from those weights through all samples, and prints the
milliseconds that this took and the mean loss of the first CHECKED samples.
"""

import sys
import time

import numpy as np


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def train_on(x, y, W_xh, W_hh, W_hy, learning_rate=0.1):
    """One sample: bits x [T, 2] and y [T, 1], the least significant first. Changes the weights in place."""
    T, H = len(x), len(W_hh)
    h = np.zeros((T + 1, H))  # h[t] is the state before step t
    prediction = np.zeros((T, 1))
    loss = 0.0
    for t in range(T):
        h[t + 1] = sigmoid(np.dot(x[t], W_xh) + np.dot(h[t], W_hh))
        prediction[t] = sigmoid(np.dot(h[t + 1], W_hy))
        loss += 0.5 * (prediction[t, 0] - y[t, 0]) ** 2

    dW_xh, dW_hh, dW_hy = np.zeros_like(W_xh), np.zeros_like(W_hh), np.zeros_like(W_hy)
    dh_next = np.zeros(H)
    for t in reversed(range(T)):
        da_y = (prediction[t] - y[t]) * prediction[t] * (1 - prediction[t])
        da = (np.dot(W_hy, da_y) + dh_next) * h[t + 1] * (1 - h[t + 1])
        dW_hy += np.outer(h[t + 1], da_y)
        dW_hh += np.outer(h[t], da)
        dW_xh += np.outer(x[t], da)
        dh_next = np.dot(W_hh, da)
    W_xh -= learning_rate * dW_xh
    W_hh -= learning_rate * dW_hh
    W_hy -= learning_rate * dW_hy
    return loss


def main(path, hidden, bits, samples, checked):
    with open(path, 'rb') as file:
        sizes = [(2, hidden), (hidden, hidden), (hidden, 1)]
        start = [np.fromfile(file, np.float64, rows * columns).reshape(rows, columns) for rows, columns in sizes]
        data = np.fromfile(file, np.uint8)
    total = len(data) // (3 * bits)  # the file may hold more samples than are asked for
    x = data[: total * bits * 2].reshape(total, bits, 2).astype(np.float64)
    y = data[total * bits * 2 :].reshape(total, bits, 1).astype(np.float64)
    print('ready', flush=True)
    for _ in sys.stdin:
        weights = [weight.copy() for weight in start]
        sum_of_losses = 0.0
        before = time.perf_counter()
        for sample in range(samples):
            loss = train_on(x[sample], y[sample], *weights)
            if sample < checked:
                sum_of_losses += loss
        milliseconds = (time.perf_counter() - before) * 1e3
        print(f'{milliseconds:.6f} {sum_of_losses / checked:.17g}', flush=True)


if __name__ == '__main__':
    main(sys.argv[1], *(int(argument) for argument in sys.argv[2:]))
