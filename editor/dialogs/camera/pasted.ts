import { takeApart } from '../../../shared/host.js';
import { field, valueOf } from './fields.js';

/** Whatever is copied from a browser's address line goes where it belongs. */
export function takePastedApart(): void {
  const host = field('host');
  host.on('paste', () => window.setTimeout(distribute));
  host.on('change', distribute);
}

function distribute(): void {
  const parts = takeApart(valueOf('host'));
  if (!parts) return;
  const { protocol, port, ...others } = parts;
  field('protocol').val(protocol).trigger('change');
  field('port')
    .val(port || (protocol === 'https' ? '443' : '80'))
    .trigger('change');
  for (const [name, value] of Object.entries(others)) if (value) field(name).val(value).trigger('change');
}
