// Heatmaps. Grafana's own are in its server and not in its library, so this draws the cells; the
// colours are the panel's scheme, in which more is brighter, as d3 has it.
import React from 'react';
import * as d3 from 'd3';
import { useTheme2 } from '@grafana/ui';
import { formattedValueToString, getValueFormat } from '@grafana/data';

const TOP = 8,
  AXIS = 18,
  LEGEND = 26,
  BAR = 160,
  LETTER = 6.8;

const textOf = (value, { unit, decimals }) =>
  formattedValueToString(getValueFormat(unit)(value, decimals));

const boundText = (field, axis) =>
  field.labels.le === '+Inf' ? '+Inf' : textOf(Number(field.labels.le), axis);

// {column, row, value} of what is worth a cell.
function cellsOf(fields, { le = -Infinity, ge = Infinity } = {}) {
  return fields.flatMap((field, row) =>
    field.values
      .map((value, column) => ({ column, row, value }))
      .filter(({ value }) => value !== null && value > le && value < ge),
  );
}

// The colour of a value; the steps are those that the panel asks for.
function painter({ scheme, exponent, scale, steps }, most) {
  const paint = d3[`interpolate${scheme}`];
  const power = scale === 'exponential' ? exponent : 1;
  return (value) => {
    const step = Math.min(steps - 1, Math.floor((value / most) ** power * steps));
    return paint(step / (steps - 1));
  };
}

function Cells({ cells, left, plot, rows, colour, columns, gap }) {
  const wide = plot.width / columns,
    high = plot.height / rows;
  return cells.map(({ column, row, value }) => (
    <rect
      key={`${column} ${row}`}
      x={left + column * wide}
      y={plot.height - (row + 1) * high}
      width={Math.max(1, wide - gap)}
      height={Math.max(1, high - gap)}
      fill={colour(value)}
    />
  ));
}

// A bucket's upper bound is the line above its row; as many as there is room for.
function Bounds({ names, left, plot }) {
  const theme = useTheme2();
  const high = plot.height / names.length;
  const every = Math.ceil(16 / high);
  return names.map((name, row) => {
    const y = plot.height - (row + 1) * high;
    return (
      row % every === 0 && (
        <g key={name}>
          <line x1={left} x2={left + plot.width} y1={y} y2={y} stroke={theme.colors.border.weak} />
          <text x={left - 6} y={y + 4} textAnchor="end" fill={theme.colors.text.secondary}>
            {name}
          </text>
        </g>
      )
    );
  });
}

function Times({ left, plot, window, y }) {
  const theme = useTheme2();
  const span = window.to - window.from;
  return [0.1, 0.3, 0.5, 0.7, 0.9].map((part) => (
    <text
      key={part}
      x={left + part * plot.width}
      y={y}
      textAnchor="middle"
      fill={theme.colors.text.secondary}
    >
      {new Date((window.from + part * span) * 1000).toISOString().slice(11, 19)}
    </text>
  ));
}

function Legend({ colour, most, format, left, y }) {
  const theme = useTheme2();
  const parts = 32;
  const label = { fill: theme.colors.text.secondary, y: y + 10 };
  return (
    <g>
      <text x={left} {...label}>
        0
      </text>
      {d3.range(parts).map((i) => (
        <rect
          key={i}
          x={left + 14 + (i * BAR) / parts}
          y={y}
          width={BAR / parts + 0.5}
          height={12}
          fill={colour((most * (i + 0.5)) / parts)}
        />
      ))}
      <text x={left + 20 + BAR} {...label}>
        {textOf(most, format)} in one cell
      </text>
    </g>
  );
}

export function Heatmap({ panel, frame, width, height, window }) {
  const theme = useTheme2();
  const { yAxis, color, cellGap, cellValues, filterValues } = panel.options;
  const [time, ...fields] = frame.fields;
  const names = fields.map((field) => boundText(field, yAxis));
  const cells = cellsOf(fields, filterValues);
  const most = Math.max(1, ...cells.map(({ value }) => value));
  const colour = painter(color, most);
  const left = Math.max(...names.map((name) => name.length)) * LETTER + 12;
  const plot = { width: width - left - 8, height: height - TOP - AXIS - LEGEND };
  const shared = { left, plot };
  return (
    <svg width={width} height={height} fontFamily={theme.typography.fontFamily} fontSize={12}>
      <g transform={`translate(0 ${TOP})`}>
        <Bounds names={names} {...shared} />
        <Cells
          {...{ cells, colour, ...shared }}
          rows={fields.length}
          columns={time.values.length}
          gap={cellGap}
        />
        <Times window={window} y={plot.height + AXIS - 3} {...shared} />
      </g>
      <Legend {...{ colour, most, left }} format={cellValues} y={height - 16} />
    </svg>
  );
}
