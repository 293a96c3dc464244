import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';

/** A name beside the file, for a text that is to replace it. */
export const draftName = (file: string): string => `${file}.${randomUUID()}`;

/** What a draft has behind the name of its file. */
export const DRAFT_SUFFIX = /^\.[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Replaces a file in one step, once the new text is safe on the disk; readable only by its owner. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const draft = draftName(file);
  try {
    const handle = await open(draft, 'w', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
