/**
 * Ctrl+C, a closed terminal and a polite kill all ask for the same: end what runs, leave nothing half-made.
 * @returns {AbortSignal} aborted at the first signal
 */
export function interruptSignal() {
  const controller = new AbortController();
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(name, () => controller.abort());
  }
  return controller.signal;
}
