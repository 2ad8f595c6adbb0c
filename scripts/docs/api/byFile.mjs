// A plugin of TypeDoc. The library has one door, lib/src/index.ts, and TypeDoc would show all of it as one long list:
// here each thing goes back to the file that it was written in, lowest floor first.
import { Converter, DeclarationReflection, ReflectionKind } from 'typedoc';

/** The folders of lib/src, the lowest floor first. */
export const FLOORS = ['core', 'neural', 'tasks', 'training', 'proof', 'tensorflow', 'notebook'];

/** @typedef {import('typedoc').DeclarationReflection} Declaration */

/** The file of a declaration, from lib/src. @param {Declaration} declaration */
export const fileOf = ({ sources }) => (sources?.[0]?.fileName ?? '').replace(/^(?:.*\/)?src\//, '');

/** @param {Pick<import('typedoc').Application, 'converter'>} app */
export function load({ converter }) {
  converter.on(
    Converter.EVENT_RESOLVE_END,
    ({ project }) => {
      const exported = (project.children ?? []).filter(({ sources }) => sources?.[0]);
      /** @type {Map<string, Declaration[]>} */
      const files = new Map();
      for (const each of exported) {
        const name = fileOf(each).replace(/\.ts$/, '');
        files.set(name, [...(files.get(name) ?? []), each]);
      }
      const floorOf = (/** @type {string} */ name) => FLOORS.indexOf(name.split('/')[0] ?? '');
      const names = [...files.keys()].sort((a, b) => floorOf(a) - floorOf(b) || a.localeCompare(b));
      project.children = [];
      delete project.groups;
      for (const name of names) {
        const module = new DeclarationReflection(name, ReflectionKind.Module, project);
        project.registerReflection(module, undefined, undefined);
        project.addChild(module);
        const lineOf = (/** @type {Declaration} */ { sources }) => sources?.[0]?.line ?? 0;
        for (const each of (files.get(name) ?? []).sort((a, b) => lineOf(a) - lineOf(b))) {
          each.parent = module;
          module.addChild(each);
        }
      }
    },
    1,
  );
}
