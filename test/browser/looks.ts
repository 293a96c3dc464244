/** How the open dialog looks: its texts, and what is wrong with how they are shown. Runs in the browser. */
export interface Looks {
  texts: string[];
  /** What looks like a text that is missing. */
  keys: string[];
  /** What reaches beyond the dialog, or has no room for its text. */
  cut: string[];
  /** Labels of fields that take more than one line. */
  broken: string[];
  /** The text that is hardest to tell from what is behind it. */
  contrast: { least: number; text: string };
}

export const looksOf = `(() => {
  const tray = [...document.querySelectorAll('.red-ui-tray')].pop();
  const form = tray.querySelector('form');
  const edge = tray.getBoundingClientRect().right + 1;
  const seen = [...form.querySelectorAll('*')].filter((element) => element.offsetParent && !element.closest('.anjvision-live'));
  const own = (element) => [...element.childNodes].filter(({ nodeType }) => nodeType === 3).map((node) => node.data.trim()).join('');
  const withText = seen.filter((element) => own(element) && element.tagName !== 'OPTION');
  const shownTexts = [
    ...seen.map(own),
    ...seen.flatMap((element) => [element.title, element.placeholder, element.ariaLabel, element.label]),
    ...[...form.querySelectorAll('option, optgroup')].flatMap((element) => [element.textContent, element.label]),
  ].filter((text) => typeof text === 'string' && text !== '');
  const name = (element) => element.tagName + ' ' + (element.id || element.className) + ' ' + own(element);

  const colour = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = ([red, green, blue]) =>
    [red, green, blue].map((part) => part / 255).map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const [red, green, blue, alpha = 1] = colour(getComputedStyle(at).backgroundColor);
      if (alpha > 0.5) return [red, green, blue];
    }
    return [255, 255, 255];
  };
  const contrastOf = (element) => {
    const [one, other] = [colour(getComputedStyle(element).color), behind(element)].map(luminance).sort((a, b) => b - a);
    return (one + 0.05) / (other + 0.05);
  };
  const ranked = withText.filter((element) => !element.closest('[disabled]'))
    .map((element) => ({ least: contrastOf(element), text: name(element) })).sort((a, b) => a.least - b.least);

  return {
    texts: shownTexts,
    keys: shownTexts.filter((text) => /^(?:[\\w-]+\\/)?anjvision|__\\w+__|^[a-z]+\\.[a-z][\\w.-]+$/i.test(text) && !/^msg\\./.test(text)),
    cut: [
      ...seen.filter((element) => element.getBoundingClientRect().right > edge),
      ...withText.filter((element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline'),
    ].map(name),
    broken: [...form.querySelectorAll('.form-row > label')].filter((label) => label.offsetHeight > 30 && !label.closest('.anjvision-choice')).map((label) => label.innerText.trim()),
    contrast: ranked[0],
  };
})()`;
