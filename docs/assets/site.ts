// What every page does: colors, search, figures, and keyboard access to what scrolls sideways.
import { startFigures } from './figures';
import { showProgress } from './progress';
import { startSearch } from './search';
import { startTheme } from './theme';

startTheme();
startSearch();
startFigures();
showProgress();
openSideListsOnWideScreens();
showWhereThePageIs();
markWhereTheReaderIs();
new ResizeObserver(makeScrollersReachable).observe(document.body);

/** What scrolls sideways is reached by keyboard; what fits is passed over. */
function makeScrollersReachable(): void {
  for (const each of document.querySelectorAll<HTMLElement>('pre, .scroll, .formula')) {
    const scrolls = each.scrollWidth > each.clientWidth + 1;
    if (scrolls === each.hasAttribute('tabindex')) continue;
    if (scrolls) {
      each.tabIndex = 0;
      each.setAttribute('role', 'group'); // a region would be a landmark, and a page has dozens of them
      each.setAttribute(
        'aria-label',
        each.matches('pre') ? 'Code' : each.matches('.scroll') ? 'Table' : 'Formula',
      );
    } else for (const name of ['tabindex', 'role', 'aria-label']) each.removeAttribute(name);
  }
}

/** On a phone the lists are closed, so that the page begins with its title. */
function openSideListsOnWideScreens(): void {
  const wide = matchMedia('(min-width: 64rem)');
  const set = (): void => {
    for (const each of document.querySelectorAll<HTMLDetailsElement>('.side, .contents details')) {
      each.open = wide.matches;
      each.dataset['set'] = ''; // until then the style sheet hides what is in it
    }
  };
  set();
  wide.addEventListener('change', set);
}

/** Scrolls a long list at the left to the page that is shown. */
function showWhereThePageIs(): void {
  const side = document.querySelector<HTMLElement>('.side');
  const here = side?.querySelector<HTMLElement>('[aria-current]');
  if (!side || !here) return;
  const [list, item] = [side.getBoundingClientRect(), here.getBoundingClientRect()];
  if (item.bottom > list.bottom) side.scrollTop += item.top - list.top - list.height / 3;
}

/** Marks the heading that is being read in the list at the right. */
function markWhereTheReaderIs(): void {
  const links = new Map(
    [...document.querySelectorAll<HTMLAnchorElement>('.contents a')].map((link) => [
      decodeURIComponent(link.hash.slice(1)),
      link,
    ]),
  );
  if (links.size === 0) return;
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter((each) => each !== null);
  const mark = (): void => {
    const now = headings.filter((each) => each.getBoundingClientRect().top < 120).at(-1);
    for (const [id, link] of links) {
      if (id === now?.id) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  };
  new IntersectionObserver(mark, { rootMargin: '-110px 0px -60% 0px' }).observe(
    document.querySelector('main') as Element,
  );
  addEventListener('scroll', mark, { passive: true });
}
