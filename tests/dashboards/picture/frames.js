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
    const byTime = new Map(
      (values ?? [value]).map(([time, text]) => [Math.round(time * 1000), number(text)]),
    );
    const times = [...byTime.keys()];
    const all = values ? grid(answer.step, window) : times;
    return toDataFrame({
      refId: target.refId,
      fields: [
        { name: 'Time', type: FieldType.time, values: all },
        {
          name: 'Value',
          type: FieldType.number,
          labels: metric,
          values: all.map((time) => byTime.get(time) ?? null),
          config: { displayNameFromDS: named(target.legendFormat, metric) },
        },
      ],
    });
  });
}

// Every step of the window, so that a time without a sample is a gap.
function grid(step, { from, to }) {
  const start = Math.round(from * 1000),
    stride = step * 1000;
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => start + i * stride);
}

// One frame with a column for each label.
function table(target, answer, many) {
  const rows = answer.data.result;
  if (rows.length === 0) return [];
  const labels = [...new Set(rows.flatMap((row) => Object.keys(row.metric)))].sort();
  return [
    toDataFrame({
      refId: target.refId,
      fields: [
        { name: 'Time', type: FieldType.time, values: rows.map((row) => row.value[0] * 1000) },
        ...labels.map((name) => ({
          name,
          type: FieldType.string,
          values: rows.map((row) => row.metric[name] ?? ''),
        })),
        {
          name: many ? `Value #${target.refId}` : 'Value',
          type: FieldType.number,
          values: rows.map((row) => number(row.value[1])),
        },
      ],
    }),
  ];
}

// One frame with a column for each bucket of a histogram, the lowest first. Prometheus counts in
// each what all below it count too; here each counts its own.
function buckets(target, answer, window) {
  const bound = (frame) => Number(frame.fields[1].labels.le.replace('+Inf', 'Infinity'));
  const sorted = series(target, answer, window).sort((one, other) => bound(one) - bound(other));
  if (sorted.length === 0) return [];
  const own = sorted.map(({ fields: [, field] }, i) => ({
    ...field,
    name: field.config.displayNameFromDS,
    values: field.values.map((value, k) =>
      value === null || i === 0 ? value : Math.max(0, value - sorted[i - 1].fields[1].values[k]),
    ),
  }));
  return [toDataFrame({ refId: target.refId, fields: [sorted[0].fields[0], ...own] })];
}

export function framesOf(panel, answers, window) {
  const made = {
    table: (target, answer) => table(target, answer, panel.targets.length > 1),
    heatmap: (target, answer) => buckets(target, answer, window),
    time_series: (target, answer) => series(target, answer, window),
  };
  return panel.targets.flatMap((target, i) => made[target.format](target, answers[i]));
}
