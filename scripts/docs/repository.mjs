// Where this copy of the course comes from, and where its site will lie, as far as they are known: a fork's site leads to
// the fork.
import { spawnSync } from 'node:child_process';

/** @typedef {{ repository: string | undefined, site: string | undefined }} Whereabouts addresses, the site's with a / at its end */

/**
 * @param {string} root the project's folder
 * @param {Record<string, string | undefined>} [environment]
 * @returns {Whereabouts}
 */
export function whereabouts(root, environment = process.env) {
  const { GITHUB_SERVER_URL: server = 'https://github.com', GITHUB_REPOSITORY: name } = environment;
  const remote = spawnSync('git', ['config', '--get', 'remote.origin.url'], { cwd: root, encoding: 'utf8' });
  const repository = name ? `${server}/${name}` : webAddress(remote.stdout?.trim() ?? '');
  return { repository, site: environment['SITE_URL'] ?? pagesOf(repository) };
}

/**
 * The page of a repository on a public host; none for a folder, or for a host inside of some network.
 * @param {string} remote as git knows it, `git@github.com:a/b.git` or `https://github.com/a/b`
 * @returns {string | undefined}
 */
export function webAddress(remote) {
  const [, host, name] =
    /^(?:https:\/\/|ssh:\/\/git@|git@)([\w.-]+)[:/]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(remote) ?? [];
  return host && ['github.com', 'gitlab.com', 'codeberg.org', 'bitbucket.org'].includes(host)
    ? `https://${host}/${name}`
    : undefined;
}

/** Where GitHub shows the site of a repository. @param {string | undefined} repository */
function pagesOf(repository) {
  const [, owner, name] = /^https:\/\/github\.com\/([\w.-]+)\/([\w.-]+)$/.exec(repository ?? '') ?? [];
  return owner && name ? `https://${owner.toLowerCase()}.github.io/${name}/` : undefined;
}
