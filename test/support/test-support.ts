import type { ExportBuilder } from '../../src/modules/exports/building/export-builder';
import { SupportHousekeeping } from '../../src/modules/support/support.housekeeping';
import type { SupportProposal, SupportRequestDetails } from '../../src/modules/support/support.contract';
import { RecurringSteps } from '../../src/recurring-steps';
import { startTestApp, type TestApp, type TestAppOptions } from './test-app';
import type { TestClient } from './test-client';
import { until } from './until';

/** Nothing happens by itself: tests say when time's work is done. */
export const startQuietApp = ({ overrides = [], ...options }: TestAppOptions = {}): Promise<TestApp> =>
  startTestApp({ ...options, overrides: [{ token: RecurringSteps, value: {} }, ...overrides] });

export const attend = (test: TestApp): Promise<number> => test.app.get(SupportHousekeeping).run();

/** A builder that never gets to it, until it is let. */
export function idleBuilder(): Pick<ExportBuilder, 'build'> {
  return { build: () => Promise.resolve() };
}

export const anExportWish = (more: object = {}): object => ({
  kind: 'export',
  trying_to: 'See who opened the chart of a patient',
  encounter_id: 'E-4711',
  format: 'csv',
  from: '2020-01-01',
  to: '2100-01-01',
  ...more,
});

export const aProposal = (more: object = {}): object => ({
  format: 'csv',
  from: '2020-01-01',
  to: '2100-01-01',
  reason: 'To answer request 1',
  ...more,
});

export async function ask(client: TestClient, body: object = anExportWish()): Promise<SupportRequestDetails> {
  return (await client.post('/v1/support-requests', body).expect(201)).body as SupportRequestDetails;
}

export async function propose(client: TestClient, id: string, body = aProposal()): Promise<SupportProposal> {
  return (await client.post(`/v1/support/requests/${id}/proposal`, body).expect(201)).body as SupportProposal;
}

export const approve = (client: TestClient, id: string, proposal_id: string) =>
  client.put(`/v1/support-requests/${id}/approval`, { proposal_id });

export const start = (client: TestClient, id: string) => client.post(`/v1/support/requests/${id}/export`);

/** Until the worker is through with it. */
export async function built(client: TestClient, exportId: string): Promise<void> {
  await until('the export', async () => {
    const { body } = await client.get(`/v1/exports/${exportId}`).expect(200);
    return (body as { state: string }).state === 'finished';
  });
}
