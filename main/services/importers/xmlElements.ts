import { isTag, type Document, type Element } from 'domhandler';
import { textContent } from 'domutils';
import { oneLine } from './reference.ts';

/** The elements right below one. */
export function elementsIn(parent: Document | Element): readonly Element[] {
  return parent.children.filter(isTag);
}

/** Those of a name, with the prefix of their parent's name or without any: `atom:feed` has `atom:entry`. */
export function childrenOf(parent: Element, name: string): readonly Element[] {
  const prefix = /^[\w.-]+:/u.exec(parent.name)?.[0] ?? '';
  return elementsIn(parent).filter(child => child.name === name || child.name === `${prefix}${name}`);
}

/** The first of a name. */
export function childOf(parent: Element, name: string): Element | undefined {
  return childrenOf(parent, name)[0];
}

/** What an element says, on one line; undefined when it says nothing. */
export function textOf(element: Element | undefined): string | undefined {
  const text = element === undefined ? '' : oneLine(textContent(element));
  return text === '' ? undefined : text;
}
