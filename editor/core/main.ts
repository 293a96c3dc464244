import { limits } from './api.js';
import { chooseOnlyCamera } from './only-camera.js';
import type { Limits } from '../../shared/forms.js';
import { addChecks } from '../validation/nodes.js';

const PREFIX = 'anjvision-';

/** Adds to the types of this package what they share, when the editor starts and when the palette gets them later. */
export async function begin(): Promise<void> {
  let known: Limits = {};
  const prepare = (type: string) => {
    const definition = type.startsWith(PREFIX) && RED.nodes.getType(type);
    if (!definition) return;
    definition.onadd = chooseOnlyCamera;
    addChecks(type, definition, known);
  };
  const prepareAll = () => RED.nodes.registry.getNodeTypes().forEach(prepare);
  prepareAll();
  // What marks nodes need not wait for it.
  void import('../sidebar/index.js').then(({ addSidebar }) => addSidebar());
  RED.events.on('registry:node-type-added', prepare);
  const answer = await limits();
  // Without them only the runtime tells what is wrong.
  if (!answer.ok) return;
  known = answer.limits;
  prepareAll();
}
