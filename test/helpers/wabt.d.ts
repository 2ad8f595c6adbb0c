/** What of `wabt` one test needs: declared here, so that types are checked before it is installed, too. */
declare module 'wabt' {
  interface Wabt {
    parseWat(
      name: string,
      text: string,
      features: { readonly simd: boolean },
    ): { toBinary(options: object): { readonly buffer: Uint8Array } };
  }
  export default function wabt(): Promise<Wabt>;
}
