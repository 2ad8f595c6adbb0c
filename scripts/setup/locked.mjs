// requirements.lock: one package a line, with the SHA-256 of its file and, behind a #, the kinds of machine the file is for.

/**
 * What pip can be asked for on one machine.
 * @param {string} lock the text of requirements.lock
 * @param {string[]} tags the kinds of file that this machine's Python takes, such as cp311-cp311-manylinux_2_17_x86_64
 * @returns {{ hashed: string[], versions: string[], whole: boolean }} the lines whose file it is known to take, with their
 *   hashes; all lines without hashes; and whether the first are all that there are
 */
export function divide(lock, tags) {
  const takes = new Set(tags);
  const lines = lock.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const hashed = lines.filter((line) => kinds(line).some((kind) => takes.has(kind)) || !line.includes(' # '));
  const versions = lines.map((line) => line.replace(/ --hash=.*/, ''));
  return { hashed, versions, whole: hashed.length === lines.length };
}

/**
 * A file's name packs several systems into one: cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.
 * @param {string} line @returns {string[]}
 */
function kinds(line) {
  const [, packed = ''] = line.split(' # ');
  return packed.split(' ').flatMap((kind) => {
    const [python, binary, systems = ''] = kind.split('-');
    return systems.split('.').map((system) => `${python}-${binary}-${system}`);
  });
}
