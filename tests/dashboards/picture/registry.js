// The field options that our dashboards use. Grafana fills its registry in the server's part.
import { FieldConfigOptionsRegistry, identityOverrideProcessor } from '@grafana/data';

const standard = [
  'unit',
  'min',
  'max',
  'decimals',
  'mappings',
  'thresholds',
  'noValue',
  'links',
  'color',
];
const custom = [
  'scaleDistribution',
  'cellOptions',
  'width',
  'hidden',
  'align',
  'filterable',
  'inspect',
  'drawStyle',
  'lineWidth',
  'lineInterpolation',
  'fillOpacity',
  'showPoints',
  'spanNulls',
];

const option = (path, isCustom) => ({
  id: isCustom ? `custom.${path}` : path,
  path,
  isCustom,
  name: path,
  process: identityOverrideProcessor,
  override: () => null,
  editor: () => null,
  shouldApply: () => true,
  settings: {},
});

export const registry = new FieldConfigOptionsRegistry();
standard.forEach((path) => registry.register(option(path, false)));
custom.forEach((path) => registry.register(option(path, true)));
