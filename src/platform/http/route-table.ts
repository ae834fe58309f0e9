import { Injectable, RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS, AUDITED, UNATTENDED, type Access } from './declarations';

/** A route as its decorators declare it. `action` is null for the few that are not recorded. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly handler: string;
  readonly access: Access | undefined;
  readonly action: string | null | undefined;
  readonly unattended: boolean;
}

/** All routes of all controllers, found once at boot; the hooks look requests up here that never reach a guard. */
@Injectable()
export class RouteTable {
  #routes: Map<string, Route> | undefined;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  all(): readonly Route[] {
    return [...this.#table().values()];
  }

  /** HEAD is answered by the route of GET. */
  find(method: string, path: string | undefined): Route | undefined {
    return path === undefined
      ? undefined
      : this.#table().get(`${method === 'HEAD' ? 'GET' : method} ${path}`);
  }

  /**
   * Refuses to start when something is missing (style.md, habit 5).
   * @throws Error naming every route without access or action, and every action or permission that nobody declared.
   */
  requireDeclarations(
    knowsAction: (name: string) => boolean,
    knowsPermission: (name: string) => boolean,
  ): void {
    const faults = this.all().flatMap(({ handler, access, action }) => [
      ...(access === undefined
        ? [`${handler} declares no access: add @RequirePermission(), @SignedIn() or @Public()`]
        : []),
      ...(access?.kind === 'permission' && !knowsPermission(access.permission)
        ? [`${handler} asks for the unknown permission ${access.permission}`]
        : []),
      ...(action === undefined ? [`${handler} declares no action: add @Audited()`] : []),
      ...(typeof action === 'string' && !knowsAction(action)
        ? [`${handler} is recorded as ${action}, which no module declares`]
        : []),
    ]);
    if (faults.length > 0)
      throw new Error(`Daybook does not start:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }

  #table(): Map<string, Route> {
    this.#routes ??= new Map(this.#discover().map((route) => [`${route.method} ${route.path}`, route]));
    return this.#routes;
  }

  #discover(): Route[] {
    return this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      if (!instance || !metatype) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      const base = this.reflector.get<string | undefined>('path', metatype as () => unknown) ?? '';
      return this.scanner
        .getAllMethodNames(prototype)
        .flatMap((name) =>
          this.#route(metatype as () => unknown, prototype[name] as () => unknown, base, name),
        );
    });
  }

  #route(controller: () => unknown, handler: () => unknown, base: string, name: string): Route[] {
    const path = this.reflector.get<string | undefined>('path', handler);
    const method = this.reflector.get<RequestMethod | undefined>('method', handler);
    if (path === undefined || method === undefined) return [];
    return [
      {
        method: RequestMethod[method],
        path: `/${[base, path]
          .map((part) => part.replace(/^\/+|\/+$/g, ''))
          .filter(Boolean)
          .join('/')}`,
        handler: `${controller.name}.${name}`,
        access: this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [handler, controller]),
        action: this.reflector.getAllAndOverride<string | null | undefined>(AUDITED, [handler, controller]),
        unattended: this.reflector.get<boolean | undefined>(UNATTENDED, handler) ?? false,
      },
    ];
  }
}
