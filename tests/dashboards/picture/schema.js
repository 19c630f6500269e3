// Checks parts of dashboards against JSON schemas made from the types of @grafana/schema.
// usage: node schema.js MODULES < PARTS; a part is {where, type, value}; prints a list of faults.
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');

const modules = path.resolve(process.argv[2]);
const load = createRequire(path.join(modules, 'package.json'));
const TJS = load('typescript-json-schema');
const Ajv = load('ajv').default ?? load('ajv');

const RAW = './node_modules/@grafana/schema/dist/esm/raw';
const TYPES = `
import * as board from '${RAW}/dashboard/x/dashboard_types.gen';
import * as bargauge from '${RAW}/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen';
import * as heatmap from '${RAW}/composable/heatmap/panelcfg/x/HeatmapPanelCfg_types.gen';
import * as stat from '${RAW}/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import * as timeline from
  '${RAW}/composable/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen';
import * as table from '${RAW}/composable/table/panelcfg/x/TablePanelCfg_types.gen';
import * as series from '${RAW}/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';
import { TableFieldOptions } from '@grafana/schema';
export interface Board extends board.Dashboard {}
export interface Panel extends board.Panel {}
export interface RowPanel extends board.RowPanel {}
export interface BarGaugeOptions extends Partial<bargauge.Options> {}
export interface HeatmapOptions extends Partial<heatmap.Options> {}
export interface HeatmapField extends Partial<heatmap.FieldConfig> {}
export interface StatOptions extends Partial<stat.Options> {}
export interface TimelineOptions extends Partial<timeline.Options> {}
export interface TimelineField extends Partial<timeline.FieldConfig> {}
export interface TableOptions extends Partial<table.Options> {}
export interface TableField extends Partial<TableFieldOptions> {}
export interface SeriesOptions extends Partial<series.Options> {}
export interface SeriesField extends Partial<series.FieldConfig> {}
`;

function generator() {
  const file = path.join(modules, 'reach-types.ts');
  fs.writeFileSync(file, TYPES);
  const compiler = {
    strictNullChecks: true,
    skipLibCheck: true,
    esModuleInterop: true,
    moduleResolution: 'node',
  };
  const program = TJS.getProgramFromFiles([file], compiler, modules);
  return TJS.buildGenerator(program, { noExtraProps: true, required: true, ignoreErrors: true });
}

// The types say "any keys" where a panel or a data source decides; noExtraProps closes these too.
// And the lowest threshold is -Infinity in the types, which JSON can only write as null.
function opened(schema) {
  if (schema === null || typeof schema !== 'object') return schema;
  const all = Array.isArray(schema)
    ? schema.map(opened)
    : Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, opened(value)]));
  if (all.additionalProperties === false && Object.keys(all.properties ?? {}).length === 0) {
    delete all.additionalProperties;
  }
  return all;
}

function schemaOf(type) {
  const schema = opened(made.getSchemaForSymbol(type));
  const threshold = schema.definitions?.['board.Threshold'] ?? schema.definitions?.Threshold;
  if (threshold) threshold.properties.value = { type: ['number', 'null'] };
  return schema;
}

const made = generator();
const ajv = new Ajv({ strict: false, allErrors: true, allowUnionTypes: true });
const checks = {};
const faults = [];
for (const { where, type, value } of JSON.parse(fs.readFileSync(0))) {
  checks[type] ??= ajv.compile(schemaOf(type));
  if (checks[type](value)) continue;
  for (const { instancePath, message, params } of checks[type].errors) {
    faults.push(`${where}${instancePath} ${message} ${JSON.stringify(params)}`);
  }
}
console.log(JSON.stringify(faults));
