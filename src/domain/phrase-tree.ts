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
  const fromRoot = new Map<number, number>();
  const step = (from: number, unit: number): number => {
    let node = from;
    for (;;) {
      const next = childOf(nodes, fromRoot, node, unit);
      if (next !== none) return next;
      if (node === root) return root;
      node = nodes.fallback[node] ?? root;
    }
  };

  addNode(nodes, none, 0);
  for (const phrase of phrases) {
    let node = root;
    for (let i = 0; i < phrase.length; i += 1) {
      const unit = phrase.charCodeAt(i);
      const known = childOf(nodes, fromRoot, node, unit);
      const next = known === none ? addNode(nodes, node, unit) : known;
      if (node === root) fromRoot.set(unit, next);
      node = next;
    }
    nodes.longest[node] = nodes.depth[node] ?? 0;
  }
  linkFallbacks(nodes, step);
  return {
    root,
    step,
    unfinished: (node) => nodes.unfinished[node] ?? 0,
    longestEnding: (node) => nodes.longest[node] ?? 0,
  };
}

/** The root has many children, every other node few. */
function childOf(nodes: Nodes, fromRoot: ReadonlyMap<number, number>, node: number, unit: number): number {
  if (node === root) return fromRoot.get(unit) ?? none;
  let next = nodes.firstChild[node] ?? none;
  while (next !== none && nodes.unit[next] !== unit) next = nodes.nextSibling[next] ?? none;
  return next;
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
