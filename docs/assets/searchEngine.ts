// The search without what one sees of it, as a script of its own: pages are lighter without it.
import { createSearch } from './searchIndex';

(globalThis as { carryCreateSearch?: typeof createSearch }).carryCreateSearch = createSearch;
