/*
 * The peer in C: forward, backpropagation through time and update, written as plainly as the formulas, in
 * double precision. The sizes are macros, given when it is compiled on the spot with `cc -O3`, so that the
 * compiler knows every loop's length; nothing in it is tuned by hand.
 *
 *   cc -O3 -DINPUTS=2 -DLAYERS=1 -DH=16 -DK=1 -DT=8 -DB=1 -DSTEPS=10000 … trainer.c -lm
 *   ./a.out WORK
 *
 * WORK holds the first weights as doubles, then the inputs and the targets of all steps as bytes. For each
 * line on standard input it trains from those weights through all steps, and prints the milliseconds that
 * this took and the mean loss of the first CHECKED steps, by which one sees that peers do the same work.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if LSTM
#define G (4 * H) /* i, f, g, o */
#else
#define G H
#endif
#if SYMBOLS
#define D (INPUTS * E)
#else
#define D INPUTS
#endif
#define ROWS (T * B)

/* --- Weights, in the order of WORK: embedding, then W_xh, W_hh, b_h of each layer, then W and b ------------ */

typedef struct {
#if SYMBOLS
  double embedding[SYMBOLS * E];
#endif
  double W_xh0[D * G], W_hh0[H * G], b_h0[BIAS * G]; /* the lowest layer reads D inputs */
#if LAYERS > 1
  struct {
    double W_xh[H * G], W_hh[H * G], b_h[BIAS * G];
  } upper[LAYERS - 1];
#endif
  double W[H * K], b[BIAS * K];
} Weights;

#define SIZE (sizeof(Weights) / sizeof(double))

static Weights start, weights, gradients;
#if ADAM
static Weights m, v; /* the running averages of the gradients and of their squares */
#endif

/* The weights of layer n. */
#if LAYERS > 1
#define OF_LAYER(w, n, lowest, name) ((n) == 0 ? (w).lowest : (w).upper[(n)-1].name)
#else
#define OF_LAYER(w, n, lowest, name) ((void)(n), (w).lowest)
#endif
#define W_XH(w, n) OF_LAYER(w, n, W_xh0, W_xh)
#define W_HH(w, n) OF_LAYER(w, n, W_hh0, W_hh)
#define B_H(w, n) OF_LAYER(w, n, b_h0, b_h)

/* --- Everything that a pass keeps -------------------------------------------------------------------------- */

static unsigned char *inputs, *targets; /* [STEPS][T][B][INPUTS], [STEPS][T][B] */
static double x[ROWS * D], dx[ROWS * D];
static double h[LAYERS][(T + 1) * B * H], dh[LAYERS][ROWS * H];
static double a[LAYERS][ROWS * G]; /* pre-activations, then gates, then da */
#if LSTM
static double c[LAYERS][(T + 1) * B * H], tanhC[LAYERS][ROWS * H], dcNext[B * H];
#endif
static double y[ROWS * K], dy[ROWS * K];
static double dhNext[B * H];

/* --- Products of matrices, row-major ----------------------------------------------------------------------- */

/* out[rows, n] += a[rows, k] b[k, n] */
static inline void add_product(double *out, const double *p, const double *q, int rows, int k, int n) {
  for (int i = 0; i < rows; i++)
    for (int l = 0; l < k; l++)
      for (int j = 0; j < n; j++) out[i * n + j] += p[i * k + l] * q[l * n + j];
}

/* out[k, n] += aᵀ b for a[rows, k], b[rows, n] */
static inline void add_transposed_product(double *out, const double *p, const double *q, int rows, int k, int n) {
  for (int i = 0; i < rows; i++)
    for (int l = 0; l < k; l++)
      for (int j = 0; j < n; j++) out[l * n + j] += p[i * k + l] * q[i * n + j];
}

/* out[rows, k] += a bᵀ for a[rows, n], b[k, n] */
static inline void add_product_transposed(double *out, const double *p, const double *q, int rows, int k, int n) {
  for (int i = 0; i < rows; i++)
    for (int l = 0; l < k; l++) {
      double sum = 0;
      for (int j = 0; j < n; j++) sum += p[i * n + j] * q[l * n + j];
      out[i * k + l] += sum;
    }
}

static inline void add_rows(double *out, const double *row, int rows, int n) {
  for (int i = 0; i < rows; i++)
    for (int j = 0; j < n; j++) out[i * n + j] += row[j];
}

static inline void sum_rows(double *row, const double *in, int rows, int n) {
  for (int i = 0; i < rows; i++)
    for (int j = 0; j < n; j++) row[j] += in[i * n + j];
}

static inline double sigmoid(double z) { return 1 / (1 + exp(-z)); }

/* --- One layer --------------------------------------------------------------------------------------------- */

static inline void layer_forward(int n, const double *in, int width) {
  memset(a[n], 0, sizeof a[n]);
  memset(h[n], 0, B * H * sizeof(double));
#if LSTM
  memset(c[n], 0, B * H * sizeof(double));
#endif
  add_product(a[n], in, W_XH(weights, n), ROWS, width, G);
  if (BIAS) add_rows(a[n], B_H(weights, n), ROWS, G);
  for (int t = 0; t < T; t++) {
    double *at = a[n] + t * B * G, *hPrev = h[n] + t * B * H, *hNext = hPrev + B * H;
    add_product(at, hPrev, W_HH(weights, n), B, H, G);
#if LSTM
    double *cPrev = c[n] + t * B * H, *cNext = cPrev + B * H, *tc = tanhC[n] + t * B * H;
    for (int row = 0; row < B; row++)
      for (int j = 0; j < H; j++) {
        double *gate = at + row * G + j;
        int u = row * H + j;
        gate[0] = sigmoid(gate[0]);
        gate[H] = sigmoid(gate[H]);
        gate[2 * H] = tanh(gate[2 * H]);
        gate[3 * H] = sigmoid(gate[3 * H]);
        cNext[u] = gate[H] * cPrev[u] + gate[0] * gate[2 * H];
        tc[u] = tanh(cNext[u]);
        hNext[u] = gate[3 * H] * tc[u];
      }
#elif TANH
    for (int u = 0; u < B * H; u++) hNext[u] = tanh(at[u]);
#else
    for (int u = 0; u < B * H; u++) hNext[u] = sigmoid(at[u]);
#endif
  }
}

static inline void layer_backward(int n, const double *in, double *dIn, int width) {
  memset(dhNext, 0, sizeof dhNext);
#if LSTM
  memset(dcNext, 0, sizeof dcNext);
#endif
  for (int t = T - 1; t >= 0; t--) {
    double *at = a[n] + t * B * G, *up = dh[n] + t * B * H;
#if LSTM
    double *cPrev = c[n] + t * B * H, *tc = tanhC[n] + t * B * H;
    for (int row = 0; row < B; row++)
      for (int j = 0; j < H; j++) {
        double *gate = at + row * G + j;
        int u = row * H + j;
        double i = gate[0], f = gate[H], g = gate[2 * H], o = gate[3 * H];
        double dhHere = up[u] + dhNext[u];
        double dc = dcNext[u] + dhHere * o * (1 - tc[u] * tc[u]);
        gate[0] = dc * g * i * (1 - i);
        gate[H] = dc * cPrev[u] * f * (1 - f);
        gate[2 * H] = dc * i * (1 - g * g);
        gate[3 * H] = dhHere * tc[u] * o * (1 - o);
        dcNext[u] = dc * f;
      }
#elif TANH
    double *hNext = h[n] + (t + 1) * B * H;
    for (int u = 0; u < B * H; u++) at[u] = (up[u] + dhNext[u]) * (1 - hNext[u] * hNext[u]);
#else
    double *hNext = h[n] + (t + 1) * B * H;
    for (int u = 0; u < B * H; u++) at[u] = (up[u] + dhNext[u]) * hNext[u] * (1 - hNext[u]);
#endif
    memset(dhNext, 0, sizeof dhNext);
    add_product_transposed(dhNext, at, W_HH(weights, n), B, H, G);
  }
  add_transposed_product(W_XH(gradients, n), in, a[n], ROWS, width, G);
  add_transposed_product(W_HH(gradients, n), h[n], a[n], ROWS, H, G);
  if (BIAS) sum_rows(B_H(gradients, n), a[n], ROWS, G);
  if (dIn) add_product_transposed(dIn, a[n], W_XH(weights, n), ROWS, width, G);
}

/* --- One step of training ---------------------------------------------------------------------------------- */

static void read_inputs(const unsigned char *in) {
  for (int n = 0; n < ROWS * INPUTS; n++) {
#if SYMBOLS
    memcpy(x + n * E, weights.embedding + in[n] * E, E * sizeof(double));
#else
    x[n] = in[n];
#endif
  }
}

/* The loss of the predictions in y, and its gradient with respect to the numbers before the output's activation. */
static double find_loss(const unsigned char *target) {
  double loss = 0;
#if K == 1
  for (int n = 0; n < ROWS; n++) {
    double error = y[n] - target[n];
#if LSTM
    loss += error * error / ROWS; /* mean squared error of a linear output */
    dy[n] = 2 * error / ROWS;
#else
    loss += 0.5 * error * error; /* half squared error of a sigmoid output */
    dy[n] = error * y[n] * (1 - y[n]);
#endif
  }
#else
  for (int n = 0; n < ROWS; n++) {
    double most = y[n * K], sum = 0; /* cross-entropy of a softmax */
    for (int k = 1; k < K; k++) most = fmax(most, y[n * K + k]);
    for (int k = 0; k < K; k++) sum += dy[n * K + k] = exp(y[n * K + k] - most);
    for (int k = 0; k < K; k++) dy[n * K + k] /= sum * ROWS;
    dy[n * K + target[n]] -= 1.0 / ROWS;
    loss += (most + log(sum) - y[n * K + target[n]]) / ROWS;
  }
#endif
  return loss;
}

static void update(int step) {
  double *p = (double *)&weights, *g = (double *)&gradients;
#if ADAM
  double *first = (double *)&m, *second = (double *)&v;
  double mScale = LEARNING_RATE / (1 - pow(0.9, step)), vScale = 1 / (1 - pow(0.999, step));
  for (size_t n = 0; n < SIZE; n++) {
    first[n] = 0.9 * first[n] + 0.1 * g[n];
    second[n] = 0.999 * second[n] + 0.001 * g[n] * g[n];
    p[n] -= mScale * first[n] / (sqrt(vScale * second[n]) + 1e-8);
  }
#else
  (void)step;
  for (size_t n = 0; n < SIZE; n++) p[n] -= LEARNING_RATE * g[n];
#endif
}

static double train(int step) {
  const unsigned char *target = targets + (size_t)step * ROWS;
  read_inputs(inputs + (size_t)step * ROWS * INPUTS);
  layer_forward(0, x, D);
  for (int n = 1; n < LAYERS; n++) layer_forward(n, h[n - 1] + B * H, H);
  memset(y, 0, sizeof y);
  add_product(y, h[LAYERS - 1] + B * H, weights.W, ROWS, H, K);
  if (BIAS) add_rows(y, weights.b, ROWS, K);
#if K == 1 && !LSTM
  for (int n = 0; n < ROWS; n++) y[n] = sigmoid(y[n]);
#endif
  double loss = find_loss(target);

  memset(&gradients, 0, sizeof gradients);
  memset(dh, 0, sizeof dh);
  add_transposed_product(gradients.W, h[LAYERS - 1] + B * H, dy, ROWS, H, K);
  if (BIAS) sum_rows(gradients.b, dy, ROWS, K);
  add_product_transposed(dh[LAYERS - 1], dy, weights.W, ROWS, H, K);
  for (int n = LAYERS - 1; n > 0; n--) layer_backward(n, h[n - 1] + B * H, dh[n - 1], H);
  memset(dx, 0, sizeof dx);
  layer_backward(0, x, SYMBOLS ? dx : NULL, D);
#if SYMBOLS
  const unsigned char *in = inputs + (size_t)step * ROWS * INPUTS;
  for (int n = 0; n < ROWS * INPUTS; n++)
    for (int e = 0; e < E; e++) gradients.embedding[in[n] * E + e] += dx[n * E + e];
#endif
  update(step + 1);
  return loss;
}

static void read_all(void *into, size_t bytes, FILE *file) {
  if (fread(into, 1, bytes, file) == bytes) return;
  fprintf(stderr, "the work is shorter than its sizes say\n");
  exit(1);
}

int main(int count, char **arguments) {
  FILE *file = count > 1 ? fopen(arguments[1], "rb") : NULL;
  if (!file) {
    fprintf(stderr, "usage: %s WORK\n", arguments[0]);
    return 1;
  }
  inputs = malloc((size_t)STEPS * ROWS * INPUTS);
  targets = malloc((size_t)STEPS * ROWS);
  read_all(&start, sizeof start, file);
  read_all(inputs, (size_t)STEPS * ROWS * INPUTS, file);
  read_all(targets, (size_t)STEPS * ROWS, file);
  fclose(file);

  printf("ready\n");
  fflush(stdout);
  char line[16];
  while (fgets(line, sizeof line, stdin)) {
    weights = start;
#if ADAM
    memset(&m, 0, sizeof m);
    memset(&v, 0, sizeof v);
#endif
    double sum = 0;
    struct timespec before, after;
    clock_gettime(CLOCK_MONOTONIC, &before);
    for (int step = 0; step < STEPS; step++) {
      double loss = train(step);
      if (step < CHECKED) sum += loss;
    }
    clock_gettime(CLOCK_MONOTONIC, &after);
    double ms = (after.tv_sec - before.tv_sec) * 1e3 + (after.tv_nsec - before.tv_nsec) / 1e6;
    printf("%.6f %.17g\n", ms, sum / CHECKED);
    fflush(stdout);
  }
  return 0;
}
