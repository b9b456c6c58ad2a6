export function findChromium(): string | undefined;
export function ensureChromium(): Promise<void>;
export function chromiumOptions(): { executablePath: string; args: string[] };
