// `npm run study` with the library as it was last built: the tests measure moments, and a build would come between.
import { main } from '../../scripts/study/main.mjs';

process.exitCode = await main(process.argv.slice(2), async () => undefined);
