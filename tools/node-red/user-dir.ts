/** Throw-away Node-RED user directories in which the packed package is installed. */
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { installedPackage } from './packed-package';

/** A node of a flow; `credentials` are taken out and stored the way Node-RED stores them. */
export interface FlowNode {
  [property: string]: unknown;
  id: string;
  type: string;
  credentials?: Record<string, string>;
}

export type Settings = Record<string, unknown>;

export interface UserDirOptions {
  flows: FlowNode[];
  settings?: Settings;
  /** Adds the node through which tests control this Node-RED. */
  control?: boolean;
  /** Lets it load Dashboard 2, which it finds beside itself. */
  dashboard?: boolean;
  /** Where the package is installed; the one of this checkout unless said otherwise. */
  installed?: string;
}

const CREDENTIAL_SECRET = 'key of a throw-away user directory';

/** Loopback only, any free port, and nothing that asks the network for news. */
const SETTINGS: Settings = {
  uiHost: '127.0.0.1',
  uiPort: 0,
  flowFile: 'flows.json',
  credentialSecret: CREDENTIAL_SECRET,
  telemetry: { enabled: false, updateNotification: false },
  editorTheme: { tours: false, palette: { catalogues: [] } },
  runtimeState: { enabled: true, ui: false },
  logging: { console: { level: 'info', metrics: false, audit: false } },
};

/** A development dependency that most tests start faster without. */
const DASHBOARD = '@flowfuse/node-red-dashboard';

const palette = (dashboard: boolean): Settings => ({
  allowInstall: false,
  allowUpload: false,
  denyList: dashboard ? [] : [DASHBOARD],
});

/** What Node-RED writes into its credentials file. */
function encrypt(credentials: unknown): { $: string } {
  const key = createHash('sha256').update(CREDENTIAL_SECRET).digest();
  const start = randomBytes(16);
  const cipher = createCipheriv('aes-256-ctr', key, start);
  const text = cipher.update(JSON.stringify(credentials), 'utf8', 'base64') + cipher.final('base64');
  return { $: start.toString('hex') + text };
}

function writeFlows(folder: string, flows: FlowNode[]): void {
  const secrets = flows
    .filter((node) => node.credentials)
    .map((node) => [node.id, node.credentials] as const);
  const bare = flows.map(({ credentials: _, ...node }) => node);
  writeFileSync(join(folder, 'flows.json'), JSON.stringify(bare));
  writeFileSync(join(folder, 'flows_cred.json'), JSON.stringify(encrypt(Object.fromEntries(secrets))));
}

function writeControlNode(folder: string): void {
  const source = readFileSync(join(__dirname, 'control-node.ts'), 'utf8');
  const compilerOptions = { target: ScriptTarget.ES2022, module: ModuleKind.CommonJS };
  mkdirSync(join(folder, 'nodes'));
  writeFileSync(join(folder, 'nodes/test-sink.js'), transpileModule(source, { compilerOptions }).outputText);
  const definition = "{ category: 'test', defaults: {}, inputs: 1, outputs: 0, label: 'sink' }";
  writeFileSync(
    join(folder, 'nodes/test-sink.html'),
    `<script>RED.nodes.registerType('test-sink', ${definition});</script>`,
  );
}

export function createUserDir(options: UserDirOptions): string {
  const { flows, settings = {}, control = false, dashboard = false } = options;
  const { installed = installedPackage() } = options;
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'anjvision-node-red-'));
  cpSync(join(installed, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(installed, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const externalModules = { palette: palette(dashboard) };
  const all = JSON.stringify({ ...SETTINGS, externalModules, ...settings }, null, 2);
  writeFileSync(join(folder, 'settings.js'), `module.exports = ${all};\n`);
  writeFlows(folder, flows);
  if (control) writeControlNode(folder);
  return folder;
}
