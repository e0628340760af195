import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What became of one object of the source in a run. */
@Entity('run_objects')
export class RunObject {
  @PrimaryColumn('text', { name: 'run_id' }) runId: string;
  /** Place in the report, from 0. */
  @PrimaryColumn('integer') position: number;
  @Column('text', { name: 'workspace_id' }) workspaceId: string;
  /** `schema.Name` of the source. */
  @Column('text') name: string;
  @Column('text') kind: string;
  @Column('text') status: string;
  @Column('text') proof: string;
  /** Codes, each once. */
  @Column('text', { array: true }) hazards: string[];
  /** One item of `objects` of the report for programs. */
  @Column('jsonb') document: object;
}

/** A hazard, a check, a statement or a fault of the input, flattened from the report. */
@Entity('findings')
export class Finding {
  @PrimaryColumn('text', { name: 'run_id' }) runId: string;
  @PrimaryColumn('integer') position: number;
  @Column('text', { name: 'workspace_id' }) workspaceId: string;
  @Column('text') type: 'hazard' | 'check' | 'statement' | 'input';
  /** `schema.Name`; null for what belongs to no object. */
  @Column('text', { nullable: true }) object: string | null;
  @Column('text') code: string;
  @Column('text') severity: string;
  @Column('text') message: string;
  @Column('text', { nullable: true }) file: string | null;
  @Column('integer', { nullable: true }) line: number | null;
  @Column('integer', { name: 'col', nullable: true }) column: number | null;
}
