/** @typedef {(chunk: string | Buffer) => void} Print */

/**
 * Does several things at the same time, and keeps what they print apart: the first prints at once, each other one when
 * all before it have ended.
 * @template Result
 * @param {Print} print
 * @param {((print: Print) => Promise<Result>)[]} works
 * @returns {Promise<Result[]>} rejected by the first that failed, when all have ended
 */
export async function inTurn(print, works) {
  /** @type {(string | Buffer)[][]} */
  const kept = works.map(() => []);
  const ended = works.map(() => false);
  let turn = 0;
  const show = () => {
    for (; turn < works.length; turn++) {
      for (const chunk of kept[turn]?.splice(0) ?? []) print(chunk);
      if (!ended[turn]) return;
    }
  };
  const results = works.map(async (work, n) => {
    try {
      return await work((chunk) => {
        kept[n]?.push(chunk);
        show();
      });
    } finally {
      ended[n] = true;
      show();
    }
  });
  await Promise.allSettled(results);
  return Promise.all(results);
}
