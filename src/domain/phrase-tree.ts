/**
 * A set of phrases laid out so that a text is searched for all of them in one pass, however many they are and
 * wherever the text is cut into pieces (Aho and Corasick, 1975). A node stands for the longest end of the text
 * read so far that begins some phrase.
 */
export type PhraseTree = {
  readonly root: number;
  /** The node after one more UTF-16 unit. */
  step(node: number, unit: number): number;
  /** The length of the longest end that may still become a phrase, or a longer one, with more text. */
  unfinished(node: number): number;
  /** The length of the longest phrase that ends here, 0 for none. */
  longestEnding(node: number): number;
};

const none = -1;
const root = 0;

type Nodes = {
  readonly unit: number[];
  readonly depth: number[];
  readonly unfinished: number[];
  readonly firstChild: number[];
  readonly nextSibling: number[];
  readonly fallback: number[];
  readonly longest: number[];
};

export function createPhraseTree(phrases: Iterable<string>): PhraseTree {
  const nodes: Nodes = {
    unit: [],
    depth: [],
    unfinished: [],
    firstChild: [],
    nextSibling: [],
    fallback: [],
    longest: [],
  };
  const rootChildren = new Map<number, number>();
  const at = (list: readonly number[], node: number): number => list[node] ?? none;

  const child = (node: number, unit: number): number => {
    if (node === root) return rootChildren.get(unit) ?? none;
    let next = at(nodes.firstChild, node);
    while (next !== none && at(nodes.unit, next) !== unit) next = at(nodes.nextSibling, next);
    return next;
  };
  const step = (from: number, unit: number): number => {
    let node = from;
    for (;;) {
      const next = child(node, unit);
      if (next !== none) return next;
      if (node === root) return root;
      node = at(nodes.fallback, node);
    }
  };

  addNode(nodes, none, 0);
  for (const phrase of phrases) {
    let node = root;
    for (let i = 0; i < phrase.length; i += 1) {
      const unit = phrase.charCodeAt(i);
      const known = child(node, unit);
      const next = known === none ? addNode(nodes, node, unit) : known;
      if (node === root) rootChildren.set(unit, next);
      node = next;
    }
    nodes.longest[node] = at(nodes.depth, node);
  }
  linkFallbacks(nodes, step);
  return {
    root,
    step,
    unfinished: (node) => at(nodes.unfinished, node),
    longestEnding: (node) => at(nodes.longest, node),
  };
}

function addNode(nodes: Nodes, parent: number, unit: number): number {
  const node = nodes.unit.length;
  nodes.unit.push(unit);
  nodes.depth.push((nodes.depth[parent] ?? -1) + 1);
  nodes.unfinished.push(0);
  nodes.firstChild.push(none);
  nodes.nextSibling.push(nodes.firstChild[parent] ?? none);
  nodes.fallback.push(root);
  nodes.longest.push(0);
  if (parent !== none) nodes.firstChild[parent] = node;
  return node;
}

/** Breadth first, so that the shorter end a node falls back to is complete before the node needs it. */
function linkFallbacks(nodes: Nodes, step: PhraseTree['step']): void {
  const queue = [root];
  for (const node of queue) {
    for (let c = nodes.firstChild[node] ?? none; c !== none; c = nodes.nextSibling[c] ?? none) {
      const fallback = node === root ? root : step(nodes.fallback[node] ?? root, nodes.unit[c] ?? 0);
      nodes.fallback[c] = fallback;
      nodes.longest[c] = Math.max(nodes.longest[c] ?? 0, nodes.longest[fallback] ?? 0);
      const isLeaf = nodes.firstChild[c] === none;
      nodes.unfinished[c] = (isLeaf ? nodes.unfinished[fallback] : nodes.depth[c]) ?? 0;
      queue.push(c);
    }
  }
}
