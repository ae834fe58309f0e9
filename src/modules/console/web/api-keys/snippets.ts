export const LANGUAGES = ['curl', 'node', 'nestjs', 'express', 'python'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What each of them sends: who, what, to which record. */
const FIELDS = [
  ['action', 'patient.viewed'],
  ['source', 'patient_activity'],
  ['summary', 'Dr. Ada Moss opened the chart of Ann Lee'],
] as const;
const ACTOR = [
  ['id', 'dr-1'],
  ['name', 'Dr. Ada Moss'],
  ['email', 'ada@clinic.example'],
] as const;
const SUBJECT = [
  ['type', 'patient'],
  ['id', 'p-77'],
  ['name', 'Ann Lee'],
] as const;

type Pairs = readonly (readonly [string, string])[];

const json = (pairs: Pairs): string =>
  `{ ${pairs.map(([name, value]) => `"${name}": "${value}"`).join(', ')} }`;
const object = (pairs: Pairs): string =>
  `{ ${pairs.map(([name, value]) => `${name}: '${value}'`).join(', ')} }`;

const jsonEvent = (indent: string): string =>
  [
    ...FIELDS.map(([name, value]) => `${indent}"${name}": "${value}"`),
    `${indent}"actor": ${json(ACTOR)}`,
    `${indent}"subject": ${json(SUBJECT)}`,
  ].join(',\n');

const jsEvent = (indent: string): string =>
  [
    ...FIELDS.map(([name, value]) => `${indent}${name}: '${value}',`),
    `${indent}actor: ${object(ACTOR)},`,
    `${indent}subject: ${object(SUBJECT)},`,
  ].join('\n');

const RECORD = (base: string): string => `async function record(event) {
  const response = await fetch('${base}/v1/events', {
    method: 'POST',
    headers: { authorization: \`Bearer \${process.env.DAYBOOK_KEY}\`, 'content-type': 'application/json' },
    body: JSON.stringify(event),
  });
  if (!response.ok) throw new Error(\`Daybook: \${response.status} \${await response.text()}\`);
}`;

const PROGRAMS: Readonly<Record<Language, (base: string, key: string) => string>> = {
  curl: (base, key) => `export DAYBOOK_KEY='${key}'
curl -sS '${base}/v1/events' \\
  -H "authorization: Bearer $DAYBOOK_KEY" -H 'content-type: application/json' \\
  -d '{
${jsonEvent('    ')}
  }'`,
  node: (base, key) => `// DAYBOOK_KEY='${key}' node first-event.mjs   (Node 18 or newer, nothing to install)
${RECORD(base)}

await record({
${jsEvent('  ')}
});`,
  nestjs: (
    base,
    key,
  ) => `// DAYBOOK_KEY='${key}' in the environment; then: app.useGlobalInterceptors(new AuditInterceptor())
import { Injectable } from '@nestjs/common';
import { finalize } from 'rxjs';

@Injectable()
export class AuditInterceptor {
  intercept(context, next) {
    const request = context.switchToHttp().getRequest();
    return next.handle().pipe(
      finalize(() => {
        const event = {
          action: \`\${context.getClass().name}.\${context.getHandler().name}\`.toLowerCase(),
          source: 'api',
          actor: { id: String(request.user?.id ?? 'anonymous') },
          context: { ip: request.ip },
          summary: \`\${request.method} \${request.route?.path ?? ''}\`,
        };
        record(event).catch((error) => console.error(error));
      }),
    );
  }
}

${RECORD(base)}`,
  express: (base, key) => `// DAYBOOK_KEY='${key}' in the environment; then: app.use(audited)
export function audited(request, response, next) {
  response.on('finish', () => {
    const event = {
      action: 'api.' + request.method.toLowerCase(),
      source: 'api',
      outcome: response.statusCode < 400 ? 'success' : response.statusCode === 403 ? 'denied' : 'failure',
      actor: { id: String(request.user?.id ?? 'anonymous') },
      context: { ip: request.ip },
      summary: \`\${request.method} \${request.baseUrl}\${request.route?.path ?? ''}\`,
    };
    record(event).catch((error) => console.error(error));
  });
  next();
}

${RECORD(base)}`,
  python: (base, key) => `# DAYBOOK_KEY='${key}' python3 first_event.py   (nothing to install)
import json, os, urllib.request

event = {
${jsonEvent('    ')}
}
request = urllib.request.Request(
    "${base}/v1/events",
    data=json.dumps(event).encode(),
    headers={
        "authorization": "Bearer " + os.environ["DAYBOOK_KEY"],
        "content-type": "application/json",
    },
)
print(urllib.request.urlopen(request).read().decode())`,
};

/**
 * A program that sends one event with a key: whole, to be pasted as it is. The key stands in the environment (`DAYBOOK_KEY`), where it
 * belongs; the first line puts it there.
 */
export const snippetOf = (language: Language, base: string, key: string): string =>
  PROGRAMS[language](base, key);
