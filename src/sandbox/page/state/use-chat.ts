import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Screen } from '../../screen/screen.js';
import type { Chat } from './chat.js';
import type { Names } from './names.js';

export const ChatContext = createContext<Chat | null>(null);

/** The client this component is part of. */
export function useChat(): Chat {
  const chat = useContext(ChatContext);
  if (!chat) throw new Error('there is no chat around this component');
  return chat;
}

/** What is on the screen, inside the part of the page that is shown once there is something. */
export function useScreen(): Screen {
  const screen = useChat().screen.value;
  if (!screen) throw new Error('there is no screen yet');
  return screen;
}

/** Who and what is called how. */
export function useNames(): Names {
  return useChat().names.value;
}
