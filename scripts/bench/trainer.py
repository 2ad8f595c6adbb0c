"""The RNN of trainer.c in NumPy.   python trainer.py WORK H T B STEPS"""

import sys
import time

import numpy as np

D, CHECKED = 2, 5


def forward_and_backward(x, target, M, W):
    """x [T, B, D], M [D + H + 1, H], W [H + 1]. Returns the loss and the gradients of M and W."""
    T, B, _ = x.shape
    H = len(W) - 1
    u = np.ones((T + 1, B, D + H + 1))  # inputs, the state before, and a 1 for the bias
    u[:T, :, :D], u[0, :, D:-1] = x, 0
    for t in range(T):
        u[t + 1, :, D:-1] = np.tanh(u[t] @ M)
    h = u[1:, :, D:-1]
    error = h @ W[:H] + W[H] - target
    dy = 2 * error / error.size
    dM, dh = np.zeros_like(M), np.zeros((B, H))
    for t in reversed(range(T)):
        da = (dh + dy[t][:, None] * W[:H]) * (1 - h[t] ** 2)
        dM += u[t].T @ da
        dh = da @ M[D:-1].T
    return np.mean(error**2), dM, np.append(np.tensordot(dy, h, 2), dy.sum())


def main(path, H, T, B, steps):
    N = D + H + 1
    data = np.fromfile(path)
    start, x, y = np.split(data, [N * H + H + 1, N * H + H + 1 + steps * T * B * D])
    x, y = x.reshape(steps, T, B, D), y.reshape(steps, T, B)
    for _ in sys.stdin:
        p, m, v, loss = start.copy(), np.zeros_like(start), np.zeros_like(start), 0.0
        before = time.perf_counter()
        for step in range(steps):
            here, dM, dW = forward_and_backward(x[step], y[step], p[: N * H].reshape(N, H), p[N * H :])
            loss += here / CHECKED if step < CHECKED else 0
            dp = np.concatenate([dM.ravel(), dW])
            m = 0.9 * m + 0.1 * dp
            v = 0.999 * v + 0.001 * dp**2
            p -= 0.01 / (1 - 0.9 ** (step + 1)) * m / (np.sqrt(v / (1 - 0.999 ** (step + 1))) + 1e-8)
        print((time.perf_counter() - before) * 1e3, loss, flush=True)


main(sys.argv[1], *map(int, sys.argv[2:]))
