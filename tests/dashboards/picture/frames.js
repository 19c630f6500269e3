// Answers of Prometheus as the data frames that Grafana's own data source makes of them.
import { FieldType, toDataFrame } from '@grafana/data';

const named = (legend, labels) =>
  legend === '__auto'
    ? Object.values(labels).join(' ') || 'Value'
    : legend.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, label) => labels[label] ?? '');

const number = (text) => (text === 'NaN' ? null : Number(text));

// One frame for each series.
function series(target, answer, window) {
  return answer.data.result.map(({ metric, value, values }) => {
    const byTime = new Map((values ?? [value]).map(([time, text]) => [Math.round(time * 1000), number(text)]));
    const times = [...byTime.keys()];
    const all = values ? grid(times, window) : times;
    return toDataFrame({
      refId: target.refId,
      fields: [
        { name: 'Time', type: FieldType.time, values: all },
        { name: 'Value', type: FieldType.number, labels: metric,
          values: all.map((time) => byTime.get(time) ?? null),
          config: { displayNameFromDS: named(target.legendFormat, metric) } },
      ],
    });
  });
}

// Every step of the window, so that a time without a sample is a gap.
function grid(times, { from, to, step }) {
  const start = Math.round(from * 1000), stride = step * 1000;
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => start + i * stride);
}

// One frame with a column for each label.
function table(target, answer, many) {
  const rows = answer.data.result;
  if (rows.length === 0) return [];
  const labels = [...new Set(rows.flatMap((row) => Object.keys(row.metric)))].sort();
  return [toDataFrame({
    refId: target.refId,
    fields: [
      { name: 'Time', type: FieldType.time, values: rows.map((row) => row.value[0] * 1000) },
      ...labels.map((name) => ({ name, type: FieldType.string, values: rows.map((row) => row.metric[name] ?? '') })),
      { name: many ? `Value #${target.refId}` : 'Value', type: FieldType.number,
        values: rows.map((row) => number(row.value[1])) },
    ],
  })];
}

export function framesOf(panel, answers, window) {
  return panel.targets.flatMap((target, i) =>
    target.format === 'table'
      ? table(target, answers[i], panel.targets.length > 1)
      : series(target, answers[i], window));
}
