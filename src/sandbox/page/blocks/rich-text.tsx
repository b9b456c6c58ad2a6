import type { ComponentChildren } from 'preact';
import type { Block } from '../../block-kit/blocks.js';
import { Broadcast, ChannelMention, GroupMention, Link, Moment, UserMention } from './mention.js';
import { emojiNamed } from './words.js';

type RichText = Extract<Block, { type: 'rich_text' }>;
type Section = Extract<RichText['elements'][number], { type: 'rich_text_section' }>;
type Inline = Section['elements'][number];

export function RichTextBlock({ block }: { block: RichText }) {
  return (
    <div class="block rich-text">
      {block.elements.map((part, index) => (
        <Part key={index} part={part} />
      ))}
    </div>
  );
}

function Part({ part }: { part: RichText['elements'][number] }) {
  switch (part.type) {
    case 'rich_text_section':
      return <div class="rich-section">{inlines(part.elements)}</div>;
    case 'rich_text_preformatted':
      return <pre>{inlines(part.elements)}</pre>;
    case 'rich_text_quote':
      return <blockquote>{inlines(part.elements)}</blockquote>;
    case 'rich_text_list':
      return <List part={part} />;
  }
}

function List({ part }: { part: Extract<RichText['elements'][number], { type: 'rich_text_list' }> }) {
  const items = part.elements.map((item, index) => <li key={index}>{inlines(item.elements)}</li>);
  const indent = `indent-${part.indent ?? 0}`;
  if (part.style === 'bullet') return <ul class={indent}>{items}</ul>;
  return (
    <ol class={indent} start={(part.offset ?? 0) + 1}>
      {items}
    </ol>
  );
}

function inlines(elements: readonly Inline[]): ComponentChildren[] {
  return elements.map((element, index) => (
    <Styled key={index} style={element.style}>
      <InlinePart element={element} />
    </Styled>
  ));
}

function Styled({ style, children }: { style: Inline['style']; children: ComponentChildren }) {
  let styled = <>{children}</>;
  if (style?.code) styled = <code>{styled}</code>;
  if (style?.bold) styled = <strong>{styled}</strong>;
  if (style?.italic) styled = <em>{styled}</em>;
  if (style?.strike) styled = <s>{styled}</s>;
  if (style?.underline) styled = <u>{styled}</u>;
  if (style?.highlight || style?.client_highlight) styled = <mark>{styled}</mark>;
  return styled;
}

function InlinePart({ element }: { element: Inline }) {
  switch (element.type) {
    case 'text':
      return <>{element.text}</>;
    case 'link':
      return <Link url={element.url}>{element.text ?? element.url}</Link>;
    case 'user':
      return <UserMention id={element.user_id} />;
    case 'usergroup':
      return <GroupMention id={element.usergroup_id} />;
    case 'channel':
      return <ChannelMention id={element.channel_id} />;
    case 'team':
      return <span class="mention">@{element.team_id}</span>;
    case 'broadcast':
      return <Broadcast range={element.range} />;
    case 'color':
      return <code>{element.value}</code>;
    case 'emoji':
      return <>{emojiNamed(element.name) ?? `:${element.name}:`}</>;
    case 'date':
      return <Moment seconds={element.timestamp} format={element.format} fallback={element.fallback} />;
  }
}
