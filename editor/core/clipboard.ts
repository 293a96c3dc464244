/** Copies a text. Over http browsers have no clipboard for scripts; Node-RED's own way works in most. */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return RED.clipboard.copyText(text);
  }
}
