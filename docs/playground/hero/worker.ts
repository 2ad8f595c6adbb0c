// The worker of the first page.
import type { Ask, Tale } from './protocol';
import { createStory } from './story';

const worker = self as unknown as {
  onmessage: ((event: MessageEvent<Ask>) => void) | null;
  postMessage(tale: Tale): void;
};
const answer = createStory((tale) => worker.postMessage(tale));
worker.onmessage = ({ data }) => answer(data);
