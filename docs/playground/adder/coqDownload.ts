// The network on the screen as a theorem: a file for Coq.
import type { Certificate } from '../../../lib/src/proof/certificate';
import { coqText } from '../../../scripts/theorem/coqText.mjs';
import { html } from '../parts/elements';
import { PROOF_TOLERANCE } from './protocol';

/** The Coq file of a certificate whose boxes leave room for the tolerance; half of it is for Coq's arithmetic. */
export function coqFileOf(certificate: Certificate): string {
  const about = 'The network on the screen of the playground of Carry the One.';
  return coqText(certificate, { about, tolerance: PROOF_TOLERANCE / 2 });
}

/** A button that saves the Coq file. */
export function coqDownload(certificate: Certificate): HTMLElement {
  const button = html('button', { type: 'button', id: 'coq-file' }, 'Download the theorem for Coq');
  button.addEventListener('click', () => {
    const href = URL.createObjectURL(new Blob([coqFileOf(certificate)], { type: 'text/plain' }));
    html('a', { href, download: 'my_adder.v' }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000); // the browser may still be reading it
  });
  return html('div', { class: 'buttons' }, button);
}
