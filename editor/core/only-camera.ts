/** Where there is one camera, a node that is new in the flow uses it. What is pasted or imported stays as it is. */
export function chooseOnlyCamera(this: EditorNode): void {
  if (!('camera' in this) || RED.nodes.node(this.id)) return;
  const cameras: EditorNode[] = [];
  RED.nodes.eachConfig((node) => {
    if (node.type === 'anjvision-camera' && !node['d']) cameras.push(node);
  });
  const [only, other] = cameras;
  if (only && !other) this['camera'] = only.id;
}
