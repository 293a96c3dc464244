/** What dialogs use of the editor. */
declare const RED: {
  _(key: string, values?: Record<string, unknown>): string;
  readonly utils: { validateTypedProperty(value: string, type: string): true | string };
  readonly clipboard: { copyText(text: string): boolean };
  readonly history: { push(event: object): void };
  readonly events: {
    emit(event: string, ...about: unknown[]): void;
    on(event: string, listener: (about: string) => void): void;
  };
  readonly view: { redraw(): void };
  readonly i18n: { lang(): string };
  readonly user: { hasPermission(permission: string): boolean };
  readonly search: { show(term: string): void };
  readonly sidebar: {
    addTab(tab: { id: string; name: string; label: string; iconClass: string; content: HTMLElement }): void;
  };
  readonly nodes: {
    node(id: string): EditorNode | null;
    subflow(id: string): object | undefined;
    getType(type: string): Definition | undefined;
    readonly registry: { getNodeTypes(): string[] };
    eachNode(look: (node: EditorNode) => void): void;
    eachConfig(look: (node: EditorNode) => void): void;
    dirty(): boolean;
    dirty(dirty: boolean): void;
  };
  readonly editor: {
    validateNode(node: EditorNode): boolean;
    /** @param id `_ADD_` for a new one. */
    editConfig(property: string, type: string, id: string): void;
    /** What is open, the last one on top. */
    getEditStack?(): EditorNode[];
  };
};

/** How a type of node was registered. */
interface Definition {
  readonly defaults: Record<string, object>;
  onadd?: (this: EditorNode) => void;
}

/** A node as the editor holds it. */
interface EditorNode {
  readonly id: string;
  readonly type: string;
  changed?: boolean;
  dirty?: boolean;
  _(key: string, values?: Record<string, unknown>): string;
  [property: string]: unknown;
}

/** A type that typedInput offers. */
interface TypedInputType {
  value: string;
  label?: string;
  hasValue?: boolean;
  options?: { value: string; label: string }[];
}

interface JQuery {
  typedInput(options: { types: (string | TypedInputType)[] }): this;
  typedInput(action: 'type' | 'value'): string;
  typedInput(action: 'type' | 'value', value: string): this;
  editableList(options: object): this;
  editableList(action: 'items'): JQuery;
  editableList(action: 'addItem' | 'height', value: unknown): this;
  autoComplete(options: {
    search(value: string): { value: string; label: string }[];
    minLength?: number;
  }): this;
}
