import type { ActionSpec } from '../../platform/context/action-spec';

/** What a module writes of an action; the name is the key. */
export type ActionDeclaration = Omit<ActionSpec, 'name'>;

const registry = new Map<string, ActionSpec>();

/**
 * Declares what can happen in a module. Each module declares its own; no file knows them all.
 * @throws Error when two modules declare the same action.
 */
export function defineActions<K extends string>(
  declarations: Record<K, ActionDeclaration>,
): Record<K, ActionSpec> {
  const specs = {} as Record<K, ActionSpec>;
  for (const [name, declaration] of Object.entries<ActionDeclaration>(declarations)) {
    if (registry.has(name)) throw new Error(`the action ${name} is declared twice`);
    const spec = Object.freeze({ name, ...declaration });
    registry.set(name, spec);
    specs[name as K] = spec;
  }
  return specs;
}

export const findAction = (name: string): ActionSpec | undefined => registry.get(name);

/** All that were declared so far. */
export const declaredActions = (): readonly ActionSpec[] => [...registry.values()];
