// Markup that a cell shows: what could act is taken out of it. The page's policy forbids scripts besides.

/** Elements that run, load, send, lead away, or change how the page around them looks. */
const ACTING =
  'script, style, link, meta, base, iframe, frame, object, embed, form, portal, template, animate, set';

/** The content of markup, without anything that acts. */
export function harmless(markup: string): DocumentFragment {
  // In a document of its own, in which nothing runs and nothing is loaded.
  const { body } = new DOMParser().parseFromString(markup, 'text/html');
  for (const element of body.querySelectorAll(ACTING)) element.remove();
  for (const element of body.querySelectorAll('*')) {
    for (const { name, value } of [...element.attributes])
      if (acts(name, value)) element.removeAttribute(name);
  }
  const content = document.createDocumentFragment();
  content.append(...body.childNodes);
  return content;
}

function acts(name: string, value: string): boolean {
  if (/^on/i.test(name) || /^(?:srcdoc|formaction|ping)$/i.test(name)) return true;
  if (!/(?:^|:)(?:href|src|action|data)$/i.test(name)) return false;
  // What browsers read over inside of an address.
  const address = Array.from(value, (letter) => (letter > ' ' ? letter : '')).join('');
  return !/^(?:https?:|mailto:|data:image\/(?:png|jpeg|gif|webp)|[#./?]|[^:]*$)/i.test(address);
}
