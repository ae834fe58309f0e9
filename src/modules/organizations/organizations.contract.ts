/** An organization as the API shows it. Times are RFC 3339 in UTC. */
export interface OrganizationView {
  readonly id: string;
  readonly name: string;
  readonly time_zone: string;
  readonly created_at: string;
}
