/** The site's builder bundles the named file and gives its text. */
declare module 'worker:*' {
  const source: string;
  export default source;
}
