/**
 * Waits for an answer, but not for ever: a browser's page that hangs never gives one, and Playwright waits for it.
 * @template Result
 * @param {Promise<Result>} answer
 * @param {string} what is waited for
 * @param {number} [limit] in milliseconds; longer than a busy machine takes for what it does in seconds
 * @returns {Promise<Result>}
 * @throws when it does not come in time
 */
export async function within(answer, what, limit = 240_000) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not done after ${limit / 1000} s`)), limit);
  });
  try {
    return await Promise.race([answer, /** @type {Promise<never>} */ (late)]);
  } finally {
    clearTimeout(timer);
  }
}
