import type { Offered } from './offered.js';

/** What a combobox is told, and what it tells. */
export interface ComboboxProps {
  readonly offered: readonly Offered[];
  readonly chosen: readonly string[];
  readonly isMultiple: boolean;
  readonly most: number;
  readonly placeholder: string;
  readonly isFirstFocus: boolean;
  readonly mark: string;
  readonly name?: string | undefined;
  readonly labelledBy?: string | undefined;
  readonly describedBy?: string | undefined;
  readonly isRequired?: boolean;
  readonly isInvalid?: boolean;
  readonly onChoose: (keys: readonly string[]) => void;
}
