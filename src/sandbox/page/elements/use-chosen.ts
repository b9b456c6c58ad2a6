import { useRef, useState } from 'preact/hooks';

/**
 * What is chosen: at once what the person chose last, and once everything is sent what the app's view holds.
 * `send` runs for each choice.
 */
export function useChosen(held: readonly string[]) {
  const [ahead, setAhead] = useState<readonly string[] | null>(null);
  const last = useRef(0);
  const choose = async (keys: readonly string[], send: () => Promise<void>): Promise<void> => {
    last.current += 1;
    const turn = last.current;
    setAhead(keys);
    await send();
    if (turn === last.current) setAhead(null);
  };
  return { chosen: ahead ?? held, choose };
}
