/** Whether `npm test -- nightly` runs: what takes minutes is then done in full, and by day in a part that shows it works. */
export const NIGHT = process.env['NIGHTLY'] === '1';
