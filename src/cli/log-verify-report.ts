import type { Finding, VerificationResult } from '../modules/verification/verification.contract';

/** What a verification says, in lines for the terminal. */
export function saidOf(organizationId: string, result: VerificationResult): string {
  const { counts, findings, more_findings: more, from_sequence: from, through_sequence: through, confirmed_size: confirmed } = result;
  const numbers = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict}`);
  return [
    `Log ${organizationId}: events ${from} to ${through}: ${numbers.join(', ') || 'none'}. Signed and confirmed through #${confirmed}.`,
    ...result.taken_by.map(({ verdict, sequence, events }) => `  ${events} ${verdict} by ${sequence === null ? 'a purge under way' : `#${sequence}`}`),
    ...findings.map((finding) => `  WRONG ${said(finding)}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
    findings.length === 0 ? '  ok' : '  This log is not what was recorded.',
  ].join('\n');
}

function said({ kind, first_sequence: first, last_sequence: last, field, says }: Finding): string {
  const where = first === null ? '' : first === last ? `#${first} ` : `#${first} to #${last} `;
  return `${where}(${kind}${field === null ? '' : `, ${field}`}): ${says}`;
}
