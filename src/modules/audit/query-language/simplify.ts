import type { Expression } from '../audit.event-query';
import { boundsOf, testOf } from './time-tests';

/** The same question, flat: no list within a list of its kind, no double negation, no "none of" that is not a list of "not". */
export function simplify(expression: Expression): Expression {
  if ('any' in expression) return gathered('any', expression.any.map(simplify));
  if ('all' in expression) return gathered('all', expression.all.map(simplify));
  return 'not' in expression ? negation(simplify(expression.not)) : expression;
}

/** The expressions that must all hold. */
export function conjuncts(expression: Expression): readonly Expression[] {
  const simple = simplify(expression);
  return 'all' in simple ? simple.all : [simple];
}

function gathered(kind: 'any' | 'all', expressions: readonly Expression[]): Expression {
  const flat = expressions.flatMap((one) => partsOf(kind, one));
  if (flat.length === 1) return flat[0] as Expression;
  return kind === 'any' ? { any: flat } : { all: flat };
}

function partsOf(kind: 'any' | 'all', one: Expression): readonly Expression[] {
  if (kind === 'any') return 'any' in one ? one.any : [one];
  return 'all' in one ? one.all : [one];
}

/** Of something simple. Tests are never unknown, so De Morgan holds; and a time with one side has an opposite. */
function negation(simple: Expression): Expression {
  if ('not' in simple) return simple.not;
  if ('any' in simple) return gathered('all', simple.any.map(negation));
  if (!('to' in simple)) return { not: simple };
  const { from, to } = boundsOf(simple);
  if (from === -Infinity && to < Infinity) return testOf({ from: to, to: Infinity });
  if (to === Infinity && from > -Infinity) return testOf({ from: -Infinity, to: from });
  return { not: simple };
}
