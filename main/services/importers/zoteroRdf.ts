import type { Author } from '../../../shared/domain/author.ts';
import type { ParsedDump } from '../../../shared/digest-format/types.ts';
import { htmlToText } from './htmlText.ts';
import { opening } from './opening.ts';
import { referencesToDump, unplaced, venueOf, type FoundReference, type Reference } from './reference.ts';
import { bodyOf, knownAuthors, personOf } from './referenceAuthors.ts';
import { dateOf } from './referenceDates.ts';
import type { FileReader } from './types.ts';
import { readRdf, type RdfNode } from './zoteroRdfTree.ts';
import { extraLines } from './zoteroExtra.ts';

/** Zotero RDF: items with their creators, tags, notes and collections, the format Zotero keeps most in. */
export const zoteroRdfReader: FileReader = { shape: 'zotero-rdf', fits, read };

function fits(text: string): boolean {
  return /<rdf:RDF[^<>]*zotero\.org\/namespaces\/export/u.test(opening(text.replace(/^\ufeff/u, '')));
}

/** Nodes that tell of items, or hold nothing of their own. */
const NO_ITEMS = new Set([
  'z:Attachment',
  'z:Collection',
  'bib:Memo',
  'bib:Journal',
  'z:UserItem',
  'z:Annotation',
]);
const CHILD_TYPES = new Set(['attachment', 'note', 'annotation']);

function read(text: string): ParsedDump {
  const tree = readRdf(text);
  if (!tree.ok) return referencesToDump('zotero-rdf', [], [unplaced(tree.line, tree.start, tree.reason)]);
  const byAddress = new Map(tree.nodes.map(node => [node.about, node]));
  const collections = collectionsOf(tree.nodes);
  const found: FoundReference[] = tree.nodes
    .filter(node => !NO_ITEMS.has(node.name) && !CHILD_TYPES.has(node.text('z:itemType') ?? ''))
    .map(node => ({
      reference: referenceOf(node, address => byAddress.get(address), collections.get(node.about) ?? []),
      line: node.line,
      start: node.text('dc:title') ?? `<${node.name} rdf:about="${node.about}">`,
    }));
  return referencesToDump('zotero-rdf', found, tree.broken);
}

/** Names of the collections by what is in them. */
function collectionsOf(nodes: readonly RdfNode[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const node of nodes) {
    const name = node.name === 'z:Collection' ? node.text('dc:title') : undefined;
    if (name === undefined) continue;
    for (const part of node.all('dcterms:hasPart')) {
      const holds = names.get(part.resource);
      if (holds === undefined) names.set(part.resource, [name]);
      else holds.push(name);
    }
  }
  return names;
}

function referenceOf(
  node: RdfNode,
  nodeAt: (address: string) => RdfNode | undefined,
  collections: readonly string[],
): Reference {
  const container = node.all('dcterms:isPartOf').map(part => part.first() ?? nodeAt(part.resource))[0];
  const extra = extraLines(node.text('dc:description'));
  const identifiers = [node, container].flatMap(holder => holder?.all('dc:identifier') ?? []);
  const ids = identifiers.map(identifier => identifier.ownText);
  const url = node
    .all('dc:identifier')
    .map(identifier => identifier.deepText('dcterms:URI', 'rdf:value'))
    .find(Boolean);
  return {
    title: node.text('dc:title'),
    abstract: node.text('dcterms:abstract'),
    authors: knownAuthors(
      node
        .all('bib:authors')
        .flatMap(({ nodes }) => nodes)
        .flatMap(authorsIn),
    ),
    issued: dateOf(node.text('dc:date')),
    venue: venueOf(
      container?.text('dc:title') ?? node.deepText('dc:publisher', 'foaf:Organization', 'foaf:name'),
    ),
    doi: ids.map(id => /^\s*DOI\s+(\S+)/iu.exec(id)?.[1]).find(Boolean) ?? extra.doi,
    arxiv: [node.text('prism:number'), node.text('dc:coverage'), extra.arxiv, ...ids].find(id =>
      /^\s*arxiv:/iu.test(id ?? ''),
    ),
    url,
    status: extra.status,
    tags: node.all('dc:subject').map(tag => tag.deepText('z:AutomaticTag', 'rdf:value') ?? tag.ownText),
    collections,
    notes: [...notesOf(node, nodeAt), extra.rest],
    citationKey: extra.citationKey ?? node.text('z:citationKey'),
  };
}

function authorsIn(seq: RdfNode): readonly (Author | undefined)[] {
  return seq.all('rdf:li').map(item => {
    const person = item.first();
    const given = person?.text('foaf:givenName') ?? person?.text('foaf:givenname');
    const family = person?.text('foaf:surname');
    return given === undefined && family !== undefined ? bodyOf(family) : personOf(family, given);
  });
}

/** Notes are nodes of their own, which the item says it is referenced by; so are other items. */
function notesOf(node: RdfNode, nodeAt: (address: string) => RdfNode | undefined): readonly string[] {
  return node
    .all('dcterms:isReferencedBy')
    .map(reference => nodeAt(reference.resource))
    .filter(memo => memo?.name === 'bib:Memo')
    .map(memo => htmlToText(memo?.text('rdf:value') ?? ''));
}
