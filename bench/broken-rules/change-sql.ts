/** Rewrites the target's SQL tree all the way down. */
import type {
  Sql,
  SqlBody,
  SqlQuery,
  SqlRelation,
  SqlSelect,
  SqlSortKey,
  SqlWindow,
} from '../../src/compiler/sql/tree.js';

/** Each is handed a node whose parts were rewritten already. */
export interface SqlChange {
  readonly query?: (query: SqlQuery) => SqlQuery;
  readonly body?: (body: SqlBody) => SqlBody;
  readonly relation?: (relation: SqlRelation) => SqlRelation;
  readonly sql?: (sql: Sql) => Sql;
  readonly key?: (key: SqlSortKey) => SqlSortKey;
}

export function changeSqlQuery(query: SqlQuery, change: SqlChange): SqlQuery {
  const one = (each: Sql): Sql => changeSql(each, change);
  const changed: SqlQuery = {
    ...query,
    ctes: query.ctes.map((cte) => ({ ...cte, query: changeSqlQuery(cte.query, change) })),
    body: changeBody(query.body, change),
    orderBy: changeKeys(query.orderBy, change),
    limit: query.limit && one(query.limit),
    offset: query.offset && one(query.offset),
  };
  return change.query?.(changed) ?? changed;
}

function changeKeys(keys: readonly SqlSortKey[], change: SqlChange): readonly SqlSortKey[] {
  return keys.map((key) => {
    const changed = { ...key, expression: changeSql(key.expression, change) };
    return change.key?.(changed) ?? changed;
  });
}

function changeBody(body: SqlBody, change: SqlChange): SqlBody {
  const changed = changedBody(body, change);
  return change.body?.(changed) ?? changed;
}

function changedBody(body: SqlBody, change: SqlChange): SqlBody {
  const one = (each: Sql): Sql => changeSql(each, change);
  switch (body.sql) {
    case 'select': return changedSelect(body, change);
    case 'set': return { ...body, left: changeSqlQuery(body.left, change), right: changeSqlQuery(body.right, change) };
    case 'values': return { ...body, rows: body.rows.map((row) => row.map(one)) };
  }
} // prettier-ignore

function changedSelect(select: SqlSelect, change: SqlChange): SqlSelect {
  const one = (each: Sql): Sql => changeSql(each, change);
  const { groupBy } = select;
  return {
    ...select,
    ...(select.distinctOn ? { distinctOn: select.distinctOn.map(one) } : {}),
    items: select.items.map((item) => ({ ...item, expression: one(item.expression) })),
    from: select.from && changeRelation(select.from, change),
    where: select.where && one(select.where),
    groupBy: groupBy && { keys: groupBy.keys.map(one), sets: groupBy.sets && groupBy.sets.map((set) => set.map(one)) },
    having: select.having && one(select.having),
    ...(select.qualify ? { qualify: one(select.qualify) } : {}),
  };
}

function changeRelation(relation: SqlRelation, change: SqlChange): SqlRelation {
  const changed = changedRelation(relation, change);
  return change.relation?.(changed) ?? changed;
}

function changedRelation(relation: SqlRelation, change: SqlChange): SqlRelation {
  switch (relation.sql) {
    case 'table': return relation;
    case 'derived': return { ...relation, query: changeSqlQuery(relation.query, change) };
    case 'function': return { ...relation, call: changeSql(relation.call, change) };
    case 'join': return { ...relation, left: changeRelation(relation.left, change), right: changeRelation(relation.right, change), on: relation.on && changeSql(relation.on, change) };
  }
} // prettier-ignore

function changeSql(sql: Sql, change: SqlChange): Sql {
  const changed = changedSql(sql, change);
  return change.sql?.(changed) ?? changed;
}

function changedSql(sql: Sql, change: SqlChange): Sql {
  const one = (each: Sql): Sql => changeSql(each, change);
  switch (sql.sql) {
    case 'literal':
    case 'identifier':
    case 'star':
    case 'verbatim': return sql;
    case 'call': return changedCall(sql, change);
    case 'binary': return { ...sql, left: one(sql.left), right: one(sql.right) };
    case 'chain': return { ...sql, operands: sql.operands.map(one) };
    case 'unary':
    case 'is':
    case 'cast':
    case 'suffix': return { ...sql, operand: one(sql.operand) };
    case 'in': return { ...sql, operand: one(sql.operand), items: sql.items.map(one) };
    case 'in_query':
    case 'quantified': return { ...sql, operand: one(sql.operand), query: changeSqlQuery(sql.query, change) };
    case 'case': return {
      ...sql,
      ...(sql.operand ? { operand: one(sql.operand) } : {}),
      branches: sql.branches.map(({ when, then }) => ({ when: one(when), then: one(then) })),
      otherwise: sql.otherwise && one(sql.otherwise),
    };
    case 'subquery':
    case 'exists': return { ...sql, query: changeSqlQuery(sql.query, change) };
    case 'tuple': return { ...sql, items: sql.items.map(one) };
  }
} // prettier-ignore

function changedCall(sql: Extract<Sql, { sql: 'call' }>, change: SqlChange): Sql {
  return {
    ...sql,
    args: sql.args.map((arg) => changeSql(arg, change)),
    ...(sql.orderBy ? { orderBy: changeKeys(sql.orderBy, change) } : {}),
    ...(sql.filter ? { filter: changeSql(sql.filter, change) } : {}),
    ...(sql.withinGroup ? { withinGroup: changeKeys(sql.withinGroup, change) } : {}),
    ...(sql.over ? { over: changedWindow(sql.over, change) } : {}),
  };
}

function changedWindow(over: SqlWindow, change: SqlChange): SqlWindow {
  return {
    ...over,
    partitionBy: over.partitionBy.map((key) => changeSql(key, change)),
    orderBy: changeKeys(over.orderBy, change),
  };
}
