/**
 * A piece of the window as plain data: a text, or an element with its attributes and what is in it. It is no markup, so
 * that nothing in it is ever parsed or run.
 */
export type PictureNode = string | PictureElement;
export interface PictureElement {
  readonly tag: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** How far it was scrolled down, in CSS pixels. */
  readonly scrolled?: number;
  readonly inside?: readonly PictureNode[];
}

/** What the window is built of; anything else, as in a note, comes out as a `span`. */
const TAGS = new Set(
  (
    'div span p a b i u s em strong small sub sup code pre kbd mark time br hr button input textarea label ' +
    'main section header footer nav aside article h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote ' +
    'table thead tbody tr th td svg g path circle ellipse line polyline polygon rect'
  ).split(' '),
);
const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';
/** What would name something twice, lead somewhere, or run. */
const LEFT_OUT = /^(?:id|href|src|srcset|action|formaction|for|autofocus|on.*)$/iu;
/** Messages are for their moment. */
const FLEETING = '.toast-area > *, .window-frame__strips > *';

/** The element as it is now, but for messages. */
export function takePicture(element: Element): PictureElement {
  const attributes: Record<string, string> = {};
  for (const { name, value } of element.attributes) if (!LEFT_OUT.test(name)) attributes[name] = value;
  const inside: PictureNode[] = [];
  for (const child of element.childNodes) {
    if (child instanceof Text) inside.push(child.data);
    else if (child instanceof Element && !child.matches(FLEETING)) inside.push(takePicture(child));
  }
  return {
    tag: element.localName,
    ...(Object.keys(attributes).length > 0 && { attributes }),
    ...(element.scrollTop > 0 && { scrolled: element.scrollTop }),
    ...(inside.length > 0 && { inside }),
  };
}

/** Draws a picture into a place that is in the document. */
export function drawPicture(picture: PictureElement, place: Element): void {
  const scrolled: (() => void)[] = [];
  place.append(draw(picture, scrolled));
  for (const scroll of scrolled) scroll();
}

function draw(node: PictureNode, scrolled: (() => void)[]): Node {
  if (typeof node === 'string') return document.createTextNode(node);
  const { tag, attributes = {}, scrolled: top, inside = [] } = node;
  const element = elementOf(TAGS.has(tag) ? tag : 'span');
  for (const [name, value] of Object.entries(attributes)) {
    // The page's policy forbids style attributes, not styles set by a script.
    if (name === 'style') element.style.cssText = value;
    else if (!LEFT_OUT.test(name)) element.setAttribute(name, value);
  }
  for (const child of inside) element.append(draw(child, scrolled));
  if (top !== undefined) scrolled.push(() => (element.scrollTop = top));
  return element;
}

const SVG_TAGS = new Set('svg g path circle ellipse line polyline polygon rect'.split(' '));

function elementOf(tag: string): HTMLElement | SVGElement {
  if (!SVG_TAGS.has(tag)) return document.createElement(tag);
  return document.createElementNS(SVG_NAMESPACE, tag) as SVGElement;
}
