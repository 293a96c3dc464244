/** What the editor must know of a node: read by the build, which writes it into the dialog, and by the node itself. */
export interface NodeDefinition {
  /** Its properties, with what stands for one that is not saved. Name and camera are added by the build. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** Types of configuration nodes, by the property that chooses one. */
  readonly types?: Readonly<Record<string, string>>;
  readonly credentials?: Readonly<Record<string, { readonly type: 'text' | 'password' }>>;
  /** How it chooses its camera: by itself or by `msg.camera` (the default), only by itself, or not at all. */
  readonly camera?: 'optional' | 'required' | 'none';
  /** A configuration node has neither inputs nor outputs; its dialog is all its own. */
  readonly category?: 'config';
  readonly inputs?: 0;
}
