/** The `.html` that Node-RED loads for a node: what is special stands in its folder, the frame of all stands here. */
import { inspect } from 'node:util';
import type { NodeDefinition } from '../../nodes/shared/definition';
import { definitionOf, hasScript, PACKAGE, PREFIX, readIfThere } from './sources';

const SHARED = `${PACKAGE}/${PREFIX}camera:common`;
const RESOURCES = `./resources/${PACKAGE}/editor`;

export function dialogHtml(name: string): string {
  const type = PREFIX + name;
  const { style, rows, script } = partsOf(readIfThere('nodes', name, 'dialog.html'));
  const definition = definitionOf(name);
  return `${style}<script type="text/html" data-template-name="${type}">
${definition.category ? rows : framedRows(rows, definition)}</script>

<script type="text/javascript">
  (function () {
    /** What this node has of its own. */
    const own = ${script || '{}'};${fillMissing(definition.category ? 'node-config' : 'node')}${hasScript(name) ? DIALOG : ''}

    RED.nodes.registerType('${type}', {
${lines(registration(name, definition), '      ')}
    });${definition.category ? `\n\n    import('${RESOURCES}/core/main.js').then(({ begin }) => begin());` : ''}
  })();
</script>
`;
}

/** Style, rows and script of a `dialog.html`; the script is one object in brackets. */
function partsOf(html: string): { style: string; rows: string; script: string } {
  const style = /^<style>[\s\S]*?<\/style>\n/.exec(html)?.[0] ?? '';
  const script = /<script>\s*([\s\S]*?);?\s*<\/script>/.exec(html);
  const rows = html.slice(style.length, script?.index).trim();
  return { style, rows: rows && `${rows}\n`, script: script?.[1] ?? '' };
}

function framedRows(rows: string, { camera }: NodeDefinition): string {
  const row = (property: string, icon: string) => `<div class="form-row">
  <label for="node-input-${property}"><i class="fa fa-${icon}"></i> <span data-i18n="${SHARED}.${property}"></span></label>
  <input type="text" id="node-input-${property}" />
</div>
`;
  const tip = `<div class="form-tips" data-i18n="${SHARED}.cameraTip"></div>\n`;
  return [
    row('name', 'tag'),
    camera === 'none' ? '' : row('camera', 'video-camera'),
    rows,
    camera ? '' : tip,
  ].join('');
}

/** The properties of the object that registers a node, as source text. */
function registration(name: string, definition: NodeDefinition): Record<string, string> {
  const { category = 'anjvision', credentials, inputs = 1 } = definition;
  const text = (key: string) => `function () {\n  return this._(${key});\n}`;
  const ends = {
    inputs: String(inputs),
    outputs: '1',
    ...(inputs && { inputLabels: text(`'${SHARED}.message'`) }),
    outputLabels: text(`'${SHARED}.${inputs ? 'result' : 'event'}'`),
  };
  return {
    category: `'${category}'`,
    color: `'#8CABBA'`,
    icon: `'${name}.svg'`,
    defaults: `{\n${lines(defaultsOf(definition))}\n}`,
    ...(credentials && { credentials: inspect(credentials) }),
    ...(!definition.category && ends),
    paletteLabel: text(`'palette'`),
    label: LABEL,
    labelStyle: `function () {\n  return this.name ? 'node_label_italic' : '';\n}`,
    oneditprepare: prepare(name),
    ...(hasScript(name) && {
      oneditsave: `function () {\n  dialog?.save?.();\n  close();\n}`,
      oneditcancel: 'close',
      oneditdelete: 'close',
    }),
  };
}

function defaultsOf({ defaults, types = {}, camera, category }: NodeDefinition): Record<string, string> {
  const framed = category
    ? {}
    : { name: { value: '' }, ...(camera !== 'none' && { camera: cameraProperty(camera === 'required') }) };
  const own = Object.entries(defaults).map(([key, value]) => [
    key,
    { value, ...(types[key] && { type: types[key], required: false }) },
  ]);
  const all = { ...framed, ...(Object.fromEntries(own) as Record<string, object>) };
  return Object.fromEntries(Object.entries(all).map(([key, property]) => [key, inspect(property)]));
}

/** Shows in the dialog what the runtime takes for a property that an older flow has not saved. */
const fillMissing = (prefix: string) => `
    const fillMissing = (node) => {
      for (const [property, { value }] of Object.entries(node._def.defaults)) {
        const field = $('#${prefix}-input-' + property);
        if (node[property] === undefined && value !== '')
          field.is(':checkbox') ? field.prop('checked', value) : field.val(value);
      }
    };`;

const DIALOG = `
    /** What its script brings, once it is loaded, and how long it lasts. */
    let dialog, life;
    const close = () => life?.abort();`;

const cameraProperty = (required: boolean) => ({ value: '', type: `${PREFIX}camera`, required });

/** A name, or what the node itself says of its properties; those that are empty or not saved have their defaults. */
const LABEL = `function () {
  if (this.name || !own.label) return this.name || this._('palette');
  const { defaults } = this._def;
  const filled = (key) => (this[key] === undefined || this[key] === '' ? defaults[key].value : this[key]);
  return own.label.call(this, Object.fromEntries(Object.keys(defaults).map((key) => [key, filled(key)])));
}`;

function prepare(name: string): string {
  const load = `
  close();
  dialog = undefined;
  const { signal } = (life = new AbortController());
  import('${RESOURCES}/dialogs/${name}/index.js')
    .then(({ open }) => signal.aborted || open(this, signal))
    .then((opened) => signal.aborted || (dialog = opened));`;
  return `function () {
  fillMissing(this);
  own.oneditprepare?.call(this);${hasScript(name) ? load : ''}
}`;
}

/** Properties of an object, one below the other. */
function lines(properties: Record<string, string>, indent = '  '): string {
  return Object.entries(properties)
    .map(([key, source]) => `${indent}${key}: ${source.replace(/\n/g, `\n${indent}`)},`)
    .join('\n');
}
