// The query plan: what the client needs to know to merge one ordered list from several ranges.
import type { ListQuery } from './query';

/** Version 2, as recorded on a hosted account; the client puts "true" where the filter of a continuation would go. */
export function planOf({ list, descending, low, high, now }: ListQuery): object {
  const path = `c.lists.${list}`;
  const direction = descending ? 'DESC' : 'ASC';
  const where = `${path} > ${low} AND ${path} < ${high} AND (NOT IS_DEFINED(c.expiresAt) OR c.expiresAt > ${now})`;
  return {
    partitionedQueryExecutionInfoVersion: 2,
    queryInfo: {
      distinctType: 'None',
      top: null,
      offset: null,
      limit: null,
      orderBy: [descending ? 'Descending' : 'Ascending'],
      orderByExpressions: [path],
      groupByExpressions: [],
      groupByAliases: [],
      aggregates: [],
      groupByAliasToAggregateType: {},
      rewrittenQuery: `SELECT c._rid, [{"item": ${path}}] AS orderByItems, c AS payload\nFROM c\nWHERE ((${where}) AND ({documentdb-formattableorderbyquery-filter}))\nORDER BY ${path} ${direction}`,
      hasSelectValue: false,
      dCountInfo: null,
      hasNonStreamingOrderBy: false,
    },
    queryRanges: [{ min: '', max: 'FF', isMinInclusive: true, isMaxInclusive: false }],
    hybridSearchQueryInfo: null,
  };
}
