import type { ActivityTypeList } from '../activity.contract';
import { ACTIVITY_TYPES, actionsOf } from '../activity.types';

export const typeList = (): ActivityTypeList => ({
  data: ACTIVITY_TYPES.map((type) => ({
    type: type.type,
    category: type.category,
    actions: actionsOf(type),
    outcome: type.counts,
  })),
  next_cursor: null,
  prev_cursor: null,
});
