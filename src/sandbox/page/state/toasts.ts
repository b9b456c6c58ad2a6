import { type ReadonlySignal, signal } from '@preact/signals';

export interface Toast {
  readonly id: number;
  readonly text: string;
}

/** Short words about what went wrong and has no place of its own; each goes by itself, or when dismissed. */
export interface Toasts {
  readonly shown: ReadonlySignal<readonly Toast[]>;
  add(text: string): void;
  dismiss(id: number): void;
}

const lasting = 9000;

export function createToasts(): Toasts {
  const shown = signal<readonly Toast[]>([]);
  let last = 0;
  const dismiss = (id: number): void => {
    shown.value = shown.value.filter((toast) => toast.id !== id);
  };
  return {
    shown,
    dismiss,
    add: (text) => {
      if (shown.value.some((toast) => toast.text === text)) return;
      last += 1;
      const id = last;
      shown.value = [...shown.value, { id, text }];
      setTimeout(() => dismiss(id), lasting);
    },
  };
}
