export function PurgesTab() {
  return null;
}
