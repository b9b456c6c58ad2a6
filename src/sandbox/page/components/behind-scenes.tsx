import { useEffect, useState } from 'preact/hooks';
import { type Call, control, readBehindScenes, type BehindScenes as Scenes } from '../state/control.js';
import { Icon } from './icon.js';

const presets = [
  {
    label: 'Next file upload fails (500)',
    faults: ['files.getUploadURLExternal', 'files.completeUploadExternal'].map((method) => ({
      method,
      status: 500,
    })),
  },
  {
    label: 'Next card update: too many (429)',
    faults: [{ method: 'chat.update', status: 429, retry_after: 3 }],
  },
  { label: 'Next 5 calls take 2 s', faults: [{ method: '*', times: 5, delay_ms: 2000 }] },
];

/** The way between Slack and the app, to look at and to break. */
export function BehindScenes({ onClose }: { onClose: () => void }) {
  const [scenes, setScenes] = useState<Scenes | null>(null);
  const [said, setSaid] = useState('');
  const look = () => readBehindScenes().then(setScenes, () => setScenes(null));
  useEffect(() => {
    void look();
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, []);
  const order = async (action: string, body: object, words: string) => {
    const { ok, error } = await control(action, body);
    setSaid(ok ? words : (error ?? 'that did not work'));
    await look();
  };
  const connections = scenes?.connections ?? 0;
  return (
    <aside class="behind" aria-label="Behind the scenes">
      <header class="pane-head">
        <h2>Behind the scenes</h2>
        <span class={connections > 0 ? 'state state-good' : 'state state-bad'}>
          {connections > 0 ? `App connected (${connections})` : 'App not connected'}
        </span>
        <button type="button" class="quiet icon-only" aria-label="Close behind the scenes" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div class="behind-body">
        <section class="behind-orders" aria-label="Make it fail">
          <p>Break the way between Slack and the app, and watch that nothing is lost.</p>
          <button
            type="button"
            class="button plain"
            onClick={() => order('disconnect', {}, 'The connection was cut; the app comes back by itself.')}
          >
            Cut the connection
          </button>
          {Object.entries(scenes?.switches ?? {}).map(([name, isOn]) => (
            <button
              key={name}
              type="button"
              class="button plain"
              onClick={() =>
                order(
                  'switch',
                  { name, on: !isOn },
                  isOn ? `The ${name} stopped.` : `The ${name} runs again.`,
                )
              }
            >
              {isOn ? `Stop the ${name}` : `Start the ${name}`}
            </button>
          ))}
          {presets.map(({ label, faults }) => (
            <button
              key={label}
              type="button"
              class="button plain"
              onClick={() => order('faults', faults, `Ordered: ${label.toLowerCase()}.`)}
            >
              {label}
            </button>
          ))}
          <button
            type="button"
            class="button plain"
            disabled={(scenes?.faults.length ?? 0) === 0}
            onClick={() => order('clear-faults', {}, 'Good weather again.')}
          >
            Clear faults ({scenes?.faults.length ?? 0})
          </button>
          <p class="behind-said" role="status">
            {said}
          </p>
        </section>
        <CallTable calls={scenes?.calls ?? []} />
      </div>
    </aside>
  );
}

function CallTable({ calls }: { calls: readonly Call[] }) {
  return (
    <section class="behind-calls" aria-label="The app's last calls" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Call of the app</th>
            <th scope="col">Answer</th>
            <th scope="col">With</th>
          </tr>
        </thead>
        <tbody>
          {[...calls].reverse().map((call, index) => (
            <tr
              key={calls.length - index}
              class={call.status === 200 && call.error === undefined ? '' : 'call-bad'}
            >
              <td>{new Date(call.at).toLocaleTimeString()}</td>
              <td>
                <code>{call.method}</code>
              </td>
              <td>{call.error ?? (call.status === 200 ? 'ok' : call.status)}</td>
              <td class="call-args">{argumentsOf(call)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {calls.length === 0 && <p class="empty">No calls yet.</p>}
    </section>
  );
}

function argumentsOf({ args }: Call): string {
  const { text, ...others } = args;
  const words = typeof text === 'string' ? text : JSON.stringify(others);
  return words.length > 140 ? `${words.slice(0, 140)}…` : words;
}
