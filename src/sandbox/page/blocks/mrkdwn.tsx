import type { ComponentChildren } from 'preact';
import { type Node, NodeType, parse } from 'slack-message-parser';
import { Broadcast, ChannelMention, GroupMention, Link, Moment, UserMention } from './mention.js';
import { emojiNamed, unescapeText } from './words.js';

/** Slack's own markup, as elements: nothing in it becomes HTML. */
export function Mrkdwn({ text }: { text: string }) {
  const { children } = parse(text);
  return <>{nodes(children)}</>;
}

function nodes(children: readonly Node[]): ComponentChildren[] {
  return children.map((node, index) => <Part key={index} node={node} />);
}

function Part({ node }: { node: Node }) {
  switch (node.type) {
    case NodeType.Text:
      return <>{unescapeText(node.text)}</>;
    case NodeType.Bold:
      return <strong>{nodes(node.children)}</strong>;
    case NodeType.Italic:
      return <em>{nodes(node.children)}</em>;
    case NodeType.Strike:
      return <s>{nodes(node.children)}</s>;
    case NodeType.Code:
      return <code>{unescapeText(node.text)}</code>;
    case NodeType.PreText:
      return <pre>{unescapeText(node.text.replace(/^\n/, ''))}</pre>;
    case NodeType.Quote:
      return <blockquote>{nodes(node.children)}</blockquote>;
    case NodeType.Emoji:
      return <>{emojiNamed(node.name) ?? node.source}</>;
    case NodeType.UserLink:
      return <UserMention id={node.userID} />;
    case NodeType.ChannelLink:
      return <ChannelMention id={node.channelID} />;
    case NodeType.URL:
      return (
        <Link url={unescapeText(node.url)}>{node.label ? nodes(node.label) : unescapeText(node.url)}</Link>
      );
    case NodeType.Command:
      return <Command name={node.name} args={node.arguments} label={node.label} />;
    case NodeType.Root:
      return <>{nodes(node.children)}</>;
  }
}

function Command({ name, args, label }: { name: string; args: string[]; label: Node[] | undefined }) {
  const [first = '', format = '', link] = args;
  if (name === 'subteam') return <GroupMention id={first} />;
  if (name !== 'date') return <Broadcast range={name} />;
  const fallback = label?.map(({ source }) => source).join('');
  const moment = <Moment seconds={Number(first)} format={format} fallback={fallback} />;
  return link ? <Link url={link}>{moment}</Link> : moment;
}
