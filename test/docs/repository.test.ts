// Where the site says that the course comes from.
import { describe, expect, it } from 'vitest';
import { renderPage } from '../../scripts/docs/layout.mjs';
import { webAddress, whereabouts } from '../../scripts/docs/repository.mjs';

describe('the repository', () => {
  it('webAddress(remote) is the page of a public repository, and none for others', () => {
    for (const remote of [
      'git@github.com:a/b.git',
      'https://github.com/a/b',
      'ssh://git@github.com/a/b.git/',
    ])
      expect(webAddress(remote), remote).toBe('https://github.com/a/b');
    for (const remote of ['', '/home/me/b', '../b', 'http://127.0.0.1/a/b', 'https://git.inside.example/a/b'])
      expect(webAddress(remote), remote).toBeUndefined();
  });

  it('whereabouts(root, environment) leads a fork to itself, and knows where its site will lie', () => {
    expect(whereabouts('.', { GITHUB_REPOSITORY: 'Ada/carry' })).toEqual({
      repository: 'https://github.com/Ada/carry',
      site: 'https://ada.github.io/carry/',
    });
  });

  it('renderPage(page, where) gives a link its card, with a whole address where the site is known', () => {
    const page = {
      path: 'course/index.html',
      title: 'T',
      description: 'D',
      body: '',
      part: 'course',
    } as const;
    const known = renderPage(page, { repository: 'https://github.com/a/b', site: 'https://a.github.io/b/' });
    expect(known).toContain('<meta property="og:image" content="https://a.github.io/b/assets/card.png">');
    expect(known).toContain('<link rel="canonical" href="https://a.github.io/b/course/">');
    expect(known).toContain('<a href="https://github.com/a/b">Repository</a>');
    expect(renderPage(page)).toContain('<meta property="og:image" content="../assets/card.png">');
    expect(renderPage(page)).not.toContain('>Repository<');
  });
});
