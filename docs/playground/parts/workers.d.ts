/** The site's builder bundles the named file and gives its text. */
declare module 'worker:*' {
  const source: string;
  export default source;
}

/** Node's; the library asks first whether it is there. */
declare function setImmediate(callback: () => void): unknown;
