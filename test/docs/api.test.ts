import { ReflectionKind } from 'typedoc';
import { describe, expect, it } from 'vitest';
import { anchorsOf, renderModule } from '../../scripts/docs/api/render.mjs';
import { createMarkdown } from '../../scripts/docs/markdown.mjs';

type Module = Parameters<typeof renderModule>[0];

const TAGS: Record<string, number> = { '@throws': 1, '@example': 1 };
const comment = { getTags: (tag: string) => Array.from({ length: TAGS[tag] ?? 0 }) };

const MARKDOWN = `<a id="cell"></a>

## Cell\\<State\\>

Defined in: [neural/cell.ts:3](source:neural/cell.ts#L3)

Multiplies by W_xh.

### Type Parameters

| Type Parameter | Description |
| ------ | ------ |
| <a id="state"></a> \`State\` | what it carries |

### Implements

- [\`Matrix\`](../core/matrix.md#matrix)

### Methods

<a id="forward"></a>

#### forward()

> **forward**(\`x\`): \`void\`

##### Parameters

| Parameter | Type | Default value |
| ------ | ------ | ------ |
| \`x\` | \`number\` | \`undefined\` |
| \`bias\` | \`number\` | \`1\` |

##### Throws

RangeError when x is too short

##### Example

\`\`\`ts
# not a heading
\`\`\`
`;

const declarations = [
  {
    kind: ReflectionKind.Class,
    name: 'Cell',
    implementedTypes: [{}],
    typeParameters: [{}],
    children: [{ kind: ReflectionKind.Method, name: 'forward', signatures: [{ comment }] }],
  },
];

const tools = {
  markdown: createMarkdown((code) => code),
  addressOf: () => undefined,
  sourceOf: (place: string) => `../files/${place}`,
};

/** What TypeDoc gives for the class above. */
const moduleOf = (markdown: string): Module =>
  ({ name: 'neural/cell', floor: 'neural', declarations, markdown }) as unknown as Module;

describe('a page of the library', () => {
  const { body, contents, problems } = renderModule(moduleOf(MARKDOWN), tools);

  it('gives each thing and each of its members an address', () => {
    expect(body).toContain('<h2 id="cell">Cell&lt;State&gt; <small>class</small></h2>');
    expect(body).toContain('<h4 id="forward">forward()</h4>');
    expect(body).toContain('<td id="state">');
    expect(contents.map(({ id, text }) => [id, text])).toEqual([['cell', 'Cell']]);
    expect(anchorsOf(moduleOf(MARKDOWN))).toEqual([['Cell', 'cell']]);
  });

  it('leads to the source, and to the pages of other files', () => {
    expect(body).toContain('<a href="../files/neural/cell.ts#L3">neural/cell.ts:3</a>');
    expect(body).toContain('href="core-matrix.html#matrix"');
  });

  it('sets names of weights with subscripts, and leaves code alone', () => {
    expect(body).toContain('<var>W<sub>xh</sub></var>');
    expect(body).toContain('# not a heading');
  });

  it('gives a default to those parameters only that have one', () => {
    expect(body).toContain('<td><code>1</code></td>');
    expect(body).not.toContain('undefined');
  });

  it('has nothing to complain of when all is shown', () => expect(problems).toEqual([]));

  it.each([
    ['##### Throws', '1 @throws are known, 0 are shown'],
    ['##### Example', '1 @example are known, 0 are shown'],
    ['### Implements', '1 implemented interfaces are known, 0 are shown'],
    ['### Type Parameters', '1 type parameters are known, 0 are shown'],
    ['Defined in: ', '1 places in the source are known, 0 are shown'],
  ])('complains when "%s" is missing', (line, complaint) => {
    expect(renderModule(moduleOf(MARKDOWN.replace(line, '')), tools).problems).toEqual([complaint]);
  });
});
