import type { Page } from '@playwright/test';
import { CLOBBERED_NAMES } from './hostilePayloads.ts';

/** What text did that was only to be shown: one line each, empty while everything is well. */
export interface Trap {
  caught(): Promise<readonly string[]>;
}

/**
 * Watches a page from now on: script that sets `__ran`, what its policy had to stop, requests to elsewhere, dialogs,
 * navigations, windows, elements and attributes that the program never makes, text that reorders its surroundings, and
 * keys on the prototypes of objects. `isOurs` knows the addresses that the page may ask for.
 */
export async function setTrap(page: Page, isOurs: (url: string) => boolean): Promise<Trap> {
  const outside: string[] = [];
  const address = page.url();
  const context = page.context();
  context.on('request', request => {
    if (!isOurs(request.url())) outside.push(`asked for ${request.url().slice(0, 200)}`);
  });
  context.on('page', opened => outside.push(`opened a window at ${opened.url()}`));
  page.on('dialog', dialog => {
    outside.push(`showed the dialog ${dialog.type()}: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('framenavigated', frame => {
    if (frame !== page.mainFrame() || frame.url() !== address) outside.push(`went to ${frame.url()}`);
  });
  await page.evaluate(watchPage, CLOBBERED_NAMES);
  return {
    caught: async () => [
      ...outside,
      ...(await page.evaluate(() => {
        const { caught, look } = Reflect.get(globalThis, 'trap') as { caught: string[]; look: () => void };
        look();
        return caught;
      })),
    ],
  };
}

/** Runs in the page (and, in the trap's own test, before any page): leaves `trap` on its global object. */
export function watchPage(clobberedNames: readonly string[]): void {
  const caught: string[] = [];
  const say = (line: string) => {
    if (!caught.includes(line)) caught.push(line);
  };
  Object.defineProperty(globalThis, '__ran', { set: (at: unknown) => say(`ran payload ${String(at)}`) });
  document.addEventListener('securitypolicyviolation', event =>
    say(`the policy stopped ${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`),
  );
  const foreign = new Set(
    (
      'script iframe frame frameset object embed applet portal fencedframe base meta link style img picture source ' +
      'video audio track image map area math foreignobject animate set use feimage filter maction marquee dialog ' +
      'xmp plaintext listing noembed noscript font center x-y body head html'
    ).split(' '),
  );
  const loading = ['src', 'srcset', 'srcdoc', 'data', 'poster', 'background', 'ping', 'action', 'formaction'];
  const judgeName = (element: Element) => {
    const name = element.localName.toLowerCase();
    if (foreign.has(name)) say(`made <${name}>`);
  };
  const judgeAttributes = (element: Element) => {
    const name = element.localName.toLowerCase();
    for (const { name: attribute, value } of element.attributes) {
      if (/^on/iu.test(attribute)) say(`made <${name} ${attribute}>`);
      if (loading.includes(attribute)) say(`made <${name} ${attribute}="${value.slice(0, 80)}">`);
      if (attribute.endsWith('href') && !/^(?:https?:\/\/|#)/iu.test(value)) {
        say(`made <${name} ${attribute}="${value.slice(0, 80)}">`);
      }
      if (attribute === 'style' && /url\(|image-set|expression|binding|behavior/iu.test(value)) {
        say(`made <${name} style="${value.slice(0, 80)}">`);
      }
      if ((attribute === 'id' || attribute === 'name') && clobberedNames.includes(value)) {
        say(`made <${name} ${attribute}="${value}">`);
      }
    }
  };
  /** Text that overrides directions must stand alone in its element, and that one keep it inside. */
  const judgeText = (text: Text) => {
    const holder = text.parentElement;
    if (!holder || !/[\u202a-\u202e\u2066-\u2069]/u.test(text.data)) return;
    const { unicodeBidi, display } = getComputedStyle(holder);
    const keepsInside = /isolate|plaintext/u.test(unicodeBidi) || display !== 'inline';
    if (!keepsInside || holder.textContent !== text.data) {
      say(`let text reorder <${holder.localName} class="${holder.className}">`);
    }
  };
  const judgeAll = (node: Node) => {
    if (node instanceof Text) judgeText(node);
    if (!(node instanceof Element)) return;
    judgeName(node);
    judgeAttributes(node);
    for (const child of node.childNodes) judgeAll(child);
    if (node.shadowRoot) for (const child of node.shadowRoot.childNodes) judgeAll(child);
  };
  const observer = new MutationObserver(records => {
    for (const record of records) {
      if (record.type === 'attributes') judgeAttributes(record.target as Element);
      else if (record.target instanceof Text) judgeText(record.target);
      record.addedNodes.forEach(judgeAll);
    }
  });
  const everything = { subtree: true, childList: true, attributes: true, characterData: true };
  observer.observe(document, everything);
  const look = () => {
    for (const type of [Object, Array, Function, String, Node, Window]) {
      if ('ran' in type.prototype) say(`set a key on the prototype of ${type.name}`);
    }
    if (document.querySelectorAll('#root').length > 1) say('made a second root');
  };
  Object.assign(globalThis, { trap: { caught, look } });
}
