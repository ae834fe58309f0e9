import type { KeyboardEvent } from 'react';
import { ROW_BUTTON } from '../event-row';

const STOP = `[${ROW_BUTTON}], td[data-field]`;

/** Arrow keys go from cell to cell, Enter on a cell opens its event. Of what is focused already only: the page scrolls as ever. */
export function moveInTable(event: KeyboardEvent): void {
  const { key, target } = event;
  if (!(target instanceof HTMLElement) || !target.matches(STOP)) return;
  const row = target.closest('tr');
  if (!row) return;
  if (key === 'Enter' && target.matches('td')) row.click();
  else {
    const next = neighbour(key, row, target);
    if (!next) return;
    next.focus();
  }
  event.preventDefault();
}

function neighbour(key: string, row: HTMLTableRowElement, from: HTMLElement): HTMLElement | null {
  const stops = (of: Element | null): HTMLElement[] => [...(of?.querySelectorAll<HTMLElement>(STOP) ?? [])];
  const own = stops(row);
  const at = own.indexOf(from);
  if (key === 'ArrowRight') return own[at + 1] ?? null;
  if (key === 'ArrowLeft') return own[at - 1] ?? null;
  const other =
    key === 'ArrowDown'
      ? rowBy(row, 'nextElementSibling')
      : key === 'ArrowUp'
        ? rowBy(row, 'previousElementSibling')
        : null;
  const column = from.closest('td')?.dataset.column;
  const there = stops(other);
  return there.find((each) => each.closest('td')?.dataset.column === column) ?? there[0] ?? null;
}

/** Between events other rows may say something. */
function rowBy(row: Element, way: 'nextElementSibling' | 'previousElementSibling'): Element | null {
  for (let next = row[way]; next; next = next[way]) if (next.querySelector(STOP)) return next;
  return null;
}
