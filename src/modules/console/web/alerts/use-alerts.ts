import { useNavigate, useSearch } from '@tanstack/react-router';
import type { AlertsPatch, AlertsSearch } from './address';

export function useAlertsSearch(): readonly [AlertsSearch, (patch: AlertsPatch) => void] {
  const search = useSearch({ from: '/inside/alerts' });
  const navigate = useNavigate();
  const change = (patch: AlertsPatch): void =>
    void navigate({ to: '.', search: (before: AlertsSearch) => ({ ...before, ...patch }) });
  return [search, change];
}
