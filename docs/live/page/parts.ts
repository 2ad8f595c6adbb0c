// Texts and data that come as scripts: `carryLive(name, content)`. A page opened from a file may not fetch them.
import { loadScript } from '../../assets/load';

const contents = new Map<string, unknown>();
(globalThis as { carryLive?: (name: string, content: unknown) => void }).carryLive = (name, content) =>
  void contents.set(name, content);

/** Loads a part once: `kernel`, `data/studies/width.csv`, … */
export async function loadPart<Content>(name: string): Promise<Content> {
  if (!contents.has(name)) await loadScript(`assets/live/${name}.js`);
  const content = contents.get(name);
  if (content === undefined) throw new Error(`assets/live/${name}.js holds no ${name}`);
  return content as Content;
}

/** The bytes that a text in base64 stands for. */
export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
