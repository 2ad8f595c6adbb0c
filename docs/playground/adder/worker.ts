// The worker: the same script trains in one thread and examines in another.
import { examine } from './examiner';
import type { Answer, Request } from './protocol';
import { createTrainer } from './trainer';

const worker = self as unknown as {
  onmessage: ((event: MessageEvent<Request>) => void) | null;
  postMessage(answer: Answer, transfer: Transferable[]): void;
};
const tell = (answer: Answer, transfer: Transferable[] = []): void => worker.postMessage(answer, transfer);
const trainer = createTrainer(tell);

worker.onmessage = ({ data }) => {
  switch (data.kind) {
    case 'train':
      return trainer.train(data);
    case 'pause':
      return trainer.pause();
    case 'pace':
      return trainer.setPace(data.pace);
    case 'examine':
      try {
        tell(examine(data));
      } catch (error) {
        tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
      }
  }
};
