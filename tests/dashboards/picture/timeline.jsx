// State timelines. Grafana's own are in its server and not in its library, so this draws the rows;
// words and colours come from the panel by Grafana's display processors.
import React from 'react';
import { useTheme2 } from '@grafana/ui';

function stretches(field, times) {
  const found = [];
  field.values.forEach((value, i) => {
    const last = found[found.length - 1];
    if (value === null) {
      found.push({ value, from: times[i], to: times[i] });
    } else if (last && last.value === value) {
      last.to = times[i];
    } else {
      if (last && last.value !== null) last.to = times[i];
      found.push({ value, from: times[i], to: times[i] });
    }
  });
  return found.filter((one) => one.value !== null && one.to > one.from);
}

export function Timeline({ frames, width, height, window, names }) {
  const theme = useTheme2();
  const from = window.from * 1000, span = (window.to - window.from) * 1000;
  const label = Math.min(Math.max(...names.map((name) => name.length)) * 6.8 + 12, width * 0.4), plot = width - label - 8;
  const axis = 20, row = Math.min(34, (height - axis) / Math.max(1, frames.length));
  const at = (time) => label + ((time - from) / span) * plot;
  const ticks = [0.1, 0.3, 0.5, 0.7, 0.9].map((part) => from + part * span);
  return (
    <svg width={width} height={height} fontFamily={theme.typography.fontFamily} fontSize={12}>
      {frames.map((frame, i) => {
        const [time, field] = frame.fields;
        return (
          <g key={i}>
            <text x={label - 8} y={(i + 0.5) * row + 4} textAnchor="end" fill={theme.colors.text.primary}>
              {names[i].length > 42 ? names[i].slice(0, 41) + '…' : names[i]}
            </text>
            {stretches(field, time.values).map((one, k) => {
              const shown = field.display(one.value), room = at(one.to) - at(one.from);
              return (
                <g key={k}>
                  <rect x={at(one.from)} width={room} y={i * row + row * 0.08} height={row * 0.84}
                    fill={shown.color} fillOpacity={0.8} />
                  {room > shown.text.length * 7 + 6 && row > 12 && (
                    <text x={at(one.from) + 4} y={(i + 0.5) * row + 4}
                      fill={theme.colors.getContrastText(shown.color)}>{shown.text}</text>
                  )}
                </g>
              );
            })}
          </g>
        );
      })}
      {ticks.map((time) => (
        <text key={time} x={at(time)} y={height - 4} textAnchor="middle" fill={theme.colors.text.secondary}>
          {new Date(time).toISOString().slice(11, 19)}
        </text>
      ))}
    </svg>
  );
}
