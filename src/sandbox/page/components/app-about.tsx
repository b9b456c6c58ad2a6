import { useScreen } from '../state/use-chat.js';

/** What the app's manifest says about it. */
export function AppAbout() {
  const { app, commands } = useScreen();
  return (
    <section class="home" id="messages" aria-label={`About ${app.name}`} tabIndex={-1}>
      <div class="home-blocks">
        <h2>{app.name}</h2>
        <p>{app.description}</p>
        <h3>Commands</h3>
        <dl class="commands">
          {commands.map(({ command, description, hint }) => (
            <div key={command}>
              <dt>
                <code>{command}</code> <span>{hint}</span>
              </dt>
              <dd>{description}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}
