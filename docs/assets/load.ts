// Scripts that are loaded when they are needed. A page opened from a file may not fetch data, but it may load a script.

/** Shared by all scripts of the page, so that none loads a second time what another has loaded. */
const shared = globalThis as { carryLoading?: Map<string, Promise<void>> };
const loading = (shared.carryLoading ??= new Map<string, Promise<void>>());

/** The way from this page to the site's root: `../` or nothing. */
export const root = document.documentElement.dataset['root'] ?? '';

/** Loads a script once. */
export function loadScript(path: string): Promise<void> {
  const known = loading.get(path);
  if (known) return known;
  const promise = new Promise<void>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = root + path;
    script.onload = () => resolve();
    script.onerror = () => {
      loading.delete(path);
      script.remove();
      reject(new Error(`${path} could not be loaded`));
    };
    document.head.append(script);
  });
  loading.set(path, promise);
  return promise;
}
