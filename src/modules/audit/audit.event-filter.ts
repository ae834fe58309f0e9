/** The filters of `GET /v1/events`, for everything else that takes a query: their shape, and what they mean now. */
export { EventFilterDto, EventListDto, IsMoment } from './http/event-query.dto';
export { parseQuery } from './search/parse-query';
