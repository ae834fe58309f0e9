import { IntersectionType, PickType } from '@nestjs/swagger';
import { EventFilterDto } from '../../audit/audit.event-filter';
import { ConditionDto } from './alert-rule.dto';

/** A condition, and the past that it is held against: the last thirty days unless it says otherwise. */
export class TrialDto extends IntersectionType(
  ConditionDto,
  PickType(EventFilterDto, ['from', 'to', 'tz'] as const),
) {}
