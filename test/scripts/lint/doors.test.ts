import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

const root = resolve(__dirname, '../../..');

/** File, what it imports, and a part of the complaint. */
const CLOSED: [file: string, code: string, complaint: RegExp][] = [
  [
    'camera/x.ts',
    "import { a } from '../nodes/a';",
    /camera\/ may import from camera\/ only, not from nodes\/a/,
  ],
  ['camera/answer/x.ts', "import { a } from '../../simulator/a';", /not from simulator\/a/],
  ['camera/x.ts', "export * from '../test/support/a';", /not from test\/support\/a/],
  ['camera/x.ts', "import type { Node } from 'node-red';", /runtime dependencies only, not node-red/],
  ['camera/x.ts', "const a = require('mocha');", /runtime dependencies only, not mocha/],
  ['camera/x.ts', "const a = await import('@napi-rs/canvas');", /not @napi-rs\/canvas/],
  ['camera/x.ts', "import axios from 'axios';", /Only camera\/transport.ts may import axios/],
  ['camera/transport/x.ts', "import type { AxiosError } from 'axios';", /Only camera\/transport.ts/],
  ['camera/x.ts', "type A = typeof import('axios');", /Only camera\/transport.ts/],
  ['camera/x.ts', "import { XMLParser } from 'fast-xml-parser';", /Only camera\/answer\//],
  ['nodes/x.ts', "import { a } from '../camera/session';", /camera\/index only, not from camera\/session/],
  ['nodes/lib/x.ts', "import { a } from '../../simulator/index';", /not from simulator\/index/],
  ['nodes/x.ts', "import { util } from 'node-red';", /runtime dependencies only, not node-red/],
  ['nodes/x.ts', "import a = require('typescript');", /not typescript/],
  ['editor/x.ts', "import { a } from '../camera/index';", /editor\/ may import from editor\/ only/],
  ['editor/x.ts', "import type { a } from '../nodes/lib/admin';", /not from nodes\/lib\/admin/],
  ['simulator/x.ts', "import { a } from '../camera/index';", /not from camera\/index/],
  ['simulator/commands/x.ts', "const a = require.resolve('../../nodes/a');", /not from nodes\/a/],
  ['test/x.ts', "import axios from 'axios';", /Only camera\/transport.ts/],
];

const OPEN: [file: string, code: string][] = [
  ['camera/x.ts', "import { a } from './commands/relay';"],
  ['camera/x.ts', "import { setTimeout } from 'node:timers/promises';"],
  ['scripts/bench/bench-nodes.ts', "import axios from 'axios';"],
  ['camera/transport.ts', "const a = require('axios') as typeof import('axios');"],
  ['camera/answer/x.ts', "import { XMLParser } from 'fast-xml-parser';"],
  ['nodes/x.ts', "import type { NodeAPI } from 'node-red';"],
  ['nodes/x.ts', "import { a } from '../camera/index';"],
  ['nodes/x.ts', "import { a } from './lib/a';"],
  ['editor/x.ts', "import { a } from './dom.js';"],
  ['simulator/x.ts', "import { createCanvas } from '@napi-rs/canvas';"],
  ['test/x.ts', "import { a } from '../camera/session'; import { b } from '../simulator/index';"],
];

describe('the doors between the rooms', function () {
  this.timeout(60_000);

  const eslint = new ESLint({
    cwd: root,
    // The snippets are no files, so there are no types to check.
    overrideConfig: tseslint.configs.disableTypeChecked,
    ruleFilter: ({ ruleId }) => ruleId === 'doors/one-way' || ruleId === 'max-lines',
  });

  async function complaints(file: string, code: string): Promise<string[]> {
    const [result] = await eslint.lintText(code, { filePath: file });
    assert.ok(result);
    return result.messages.map(({ message }) => message);
  }

  for (const [file, code, expected] of CLOSED) {
    it(`are closed to ${code} in ${file}`, async () => {
      const [first, ...others] = await complaints(file, code);
      assert.match(first ?? '', expected);
      assert.deepEqual(others, []);
    });
  }

  for (const [file, code] of OPEN) {
    it(`are open to ${code} in ${file}`, async () => {
      assert.deepEqual(await complaints(file, code), []);
    });
  }

  it('come with a limit on the length of files', async () => {
    assert.match((await complaints('camera/x.ts', '\n'.repeat(301)))[0] ?? '', /too many lines/);
  });

  it('come with a rule against promises nobody waits for', async () => {
    const config = (await new ESLint({ cwd: root }).calculateConfigForFile('camera/x.ts')) as {
      rules: Record<string, unknown[]>;
    };
    assert.equal(config.rules['@typescript-eslint/no-floating-promises']?.[0], 2);
  });
});
