import { useScreen } from '../state/use-chat.js';
import { ViewBlocks } from './view-blocks.js';

/** The App Home as the app published it for this person. */
export function AppHome() {
  const { home, app } = useScreen();
  return (
    <section class="home" id="messages" aria-label={`Home of ${app.name}`} tabIndex={-1}>
      {home ? (
        <div class="home-blocks">
          {home.error !== null && <p class="view-error">{home.error}</p>}
          <ViewBlocks view={home} />
        </div>
      ) : (
        <div class="empty">
          <h2>Nothing here yet</h2>
          <p>{app.name} has not put anything on its Home for you.</p>
        </div>
      )}
    </section>
  );
}
