/*
 * The peer in C: forward, backpropagation through time and Adam, as plainly as the formulas, in double precision. Sizes
 * are macros, so that the compiler knows the length of every loop; nothing is tuned by hand.
 *   cc -O3 -DLSTM=0 -DH=16 -DT=8 -DB=1 -DSTEPS=2000 trainer.c -lm && ./a.out WORK
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define D 2             /* inputs */
#define N (D + H + 1)   /* what a cell reads at a step: inputs, the state before, and a 1 for the bias */
#define G (LSTM ? 4 * H : H) /* pre-activations: of an LSTM those of i, f, g, o */
#define SIZE (N * G + H + 1)
#define CHECKED 5

static double start[SIZE], p[SIZE], dp[SIZE], m[SIZE], v[SIZE]; /* W_xh, W_hh and b_h are one matrix [N][G]; then W, b */
static double u[T + 1][B][N], a[T][B][G];                       /* a: pre-activations, then gates, then their gradients */
static double c[T + 1][B][H], tanh_c[T][B][H], dy[T][B], dh[B][H], dc[B][H];

static double sigmoid(double z) { return 1 / (1 + exp(-z)); }

static double forward(const double *x, const double *target) {
  double loss = 0, *W = p + N * G;
  for (int t = 0; t < T; t++)
    for (int b = 0; b < B; b++) {
      double *in = u[t][b], *at = a[t][b], *h = u[t + 1][b] + D, y = W[H];
      memcpy(in, x + (t * B + b) * D, D * sizeof(double));
      in[N - 1] = 1;
      memset(at, 0, sizeof a[t][b]);
      for (int k = 0; k < N; k++)
        for (int g = 0; g < G; g++) at[g] += in[k] * p[k * G + g];
      for (int j = 0; j < H; j++) {
#if LSTM
        double i = at[j] = sigmoid(at[j]), f = at[H + j] = sigmoid(at[H + j]);
        double g = at[2 * H + j] = tanh(at[2 * H + j]), o = at[3 * H + j] = sigmoid(at[3 * H + j]);
        c[t + 1][b][j] = f * c[t][b][j] + i * g;
        h[j] = o * (tanh_c[t][b][j] = tanh(c[t + 1][b][j]));
#else
        h[j] = tanh(at[j]);
#endif
        y += W[j] * h[j];
      }
      double error = y - target[t * B + b];
      loss += error * error / (T * B);
      dy[t][b] = 2 * error / (T * B);
    }
  return loss;
}

static void backward(void) {
  double *W = p + N * G, *dW = dp + N * G;
  memset(dp, 0, sizeof dp);
  memset(dh, 0, sizeof dh);
  memset(dc, 0, sizeof dc);
  for (int t = T - 1; t >= 0; t--)
    for (int b = 0; b < B; b++) {
      double *da = a[t][b], *in = u[t][b], *h = u[t + 1][b] + D;
      for (int j = 0; j < H; j++) {
        double dhHere = dh[b][j] + W[j] * dy[t][b];
        dW[j] += h[j] * dy[t][b];
#if LSTM
        double i = da[j], f = da[H + j], g = da[2 * H + j], o = da[3 * H + j], tc = tanh_c[t][b][j];
        double dcHere = dc[b][j] + dhHere * o * (1 - tc * tc);
        da[j] = dcHere * g * i * (1 - i);
        da[H + j] = dcHere * c[t][b][j] * f * (1 - f);
        da[2 * H + j] = dcHere * i * (1 - g * g);
        da[3 * H + j] = dhHere * tc * o * (1 - o);
        dc[b][j] = dcHere * f;
#else
        da[j] = dhHere * (1 - h[j] * h[j]);
#endif
      }
      dW[H] += dy[t][b];
      for (int k = 0; k < N; k++)
        for (int g = 0; g < G; g++) dp[k * G + g] += in[k] * da[g];
      for (int j = 0; j < H; j++) {
        double sum = 0;
        for (int g = 0; g < G; g++) sum += da[g] * p[(D + j) * G + g];
        dh[b][j] = sum;
      }
    }
}

static void adam(int step) {
  double rate = 0.01 / (1 - pow(0.9, step)), scale = 1 / (1 - pow(0.999, step));
  for (int n = 0; n < SIZE; n++) {
    m[n] = 0.9 * m[n] + 0.1 * dp[n];
    v[n] = 0.999 * v[n] + 0.001 * dp[n] * dp[n];
    p[n] -= rate * m[n] / (sqrt(scale * v[n]) + 1e-8);
  }
}

int main(int count, char **arguments) {
  size_t rows = (size_t)STEPS * T * B;
  double *x = malloc(rows * D * sizeof(double)), *y = malloc(rows * sizeof(double));
  FILE *file = count > 1 ? fopen(arguments[1], "rb") : NULL;
  if (!file || fread(start, sizeof start, 1, file) != 1 || fread(x, D * sizeof(double), rows, file) != rows ||
      fread(y, sizeof(double), rows, file) != rows) {
    fprintf(stderr, "%s cannot be read, or is shorter than its sizes say\n", count > 1 ? arguments[1] : "WORK");
    return 1;
  }
  for (char line[16]; fgets(line, sizeof line, stdin);) {
    memcpy(p, start, sizeof p);
    memset(m, 0, sizeof m);
    memset(v, 0, sizeof v);
    double loss = 0;
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (int step = 0; step < STEPS; step++) {
      double here = forward(x + (size_t)step * T * B * D, y + (size_t)step * T * B);
      if (step < CHECKED) loss += here / CHECKED;
      backward();
      adam(step + 1);
    }
    clock_gettime(CLOCK_MONOTONIC, &to);
    printf("%.6f %.17g\n", (to.tv_sec - from.tv_sec) * 1e3 + (to.tv_nsec - from.tv_nsec) / 1e6, loss);
    fflush(stdout);
  }
  return 0;
}
