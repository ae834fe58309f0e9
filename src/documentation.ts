import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

/** OpenAPI 3.1 of every route, also committed as docs/openapi.json. */
export function describeApi(app: NestFastifyApplication): OpenAPIObject {
  const options = new DocumentBuilder()
    .setTitle('Daybook')
    .setDescription(
      'A self-hosted, multi-tenant audit log. Errors are RFC 9457 problem documents; lists are paged by opaque cursors.',
    )
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', description: 'A session token or an API key' })
    .addCookieAuth('__Host-daybook')
    .build();
  return SwaggerModule.createDocument(app, options);
}

/** `/docs` for people, `/openapi.json` for programs. */
export async function installDocumentation(app: NestFastifyApplication): Promise<void> {
  await Promise.resolve();
  SwaggerModule.setup('docs', app, () => describeApi(app), {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
    customSiteTitle: 'Daybook API',
  });
}
