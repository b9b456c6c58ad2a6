import { useMemo } from 'preact/hooks';
import { Message, type MessageProps } from './message.js';

/** A message that is drawn again only when it, its thread or the names in it have changed. */
export function MessageItem({ channel, message, answers, isContinued, isInThread }: MessageProps) {
  const said = answers.map(({ ts }) => ts).join();
  return useMemo(
    () => (
      <Message
        channel={channel}
        message={message}
        answers={answers}
        isContinued={isContinued}
        isInThread={isInThread}
      />
    ),
    [channel.id, message, said, isContinued, isInThread],
  );
}
