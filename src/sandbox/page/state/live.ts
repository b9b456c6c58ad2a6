/** Calls back at each change of the workspace, and says whether it is connected; goes on after interruptions. */
export function listen(hear: () => void, say: (isConnected: boolean) => void): void {
  const socket = new WebSocket(`ws://${location.host}/_page/live`);
  socket.addEventListener('open', () => {
    say(true);
    hear();
  });
  socket.addEventListener('message', hear);
  socket.addEventListener('close', () => {
    say(false);
    setTimeout(() => listen(hear, say), 1000);
  });
}
