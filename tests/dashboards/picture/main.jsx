// A whole dashboard on one page: the panels where the dashboard has them.
import React from 'react';
import { createRoot } from 'react-dom/client';
import { createTheme, ThemeContext, standardTransformers, standardTransformersRegistry } from '@grafana/data';
import { GlobalStyles } from '@grafana/ui';
import { legendOf, marksOf } from './marks';
import { Panel, prepared } from './panel';
import 'uplot/dist/uPlot.min.css';

const CELL = 30, GAP = 8;
const theme = createTheme({ colors: { mode: 'dark' } });
const { board, panels, annotations, window: span, subtitle } = globalThis.RECORDED;
const marks = marksOf(board, annotations, span);

standardTransformersRegistry.setInit(() => ['merge', 'organize'].map((id) => {
  const transformation = Object.values(standardTransformers).find((one) => one.id === id);
  return { id, name: id, aliasIds: [], transformation, editor: () => null };
}));

async function main() {
  const width = document.body.clientWidth;
  const unit = (width - GAP) / 24;
  const shown = board.panels.filter((panel) => panel.type !== 'row');
  const data = await Promise.all(shown.map((panel) => prepared(panel, panels[panel.id], span, theme)));
  const bottom = Math.max(...shown.map(({ gridPos }) => gridPos.y + gridPos.h));
  createRoot(document.getElementById('root')).render(
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <div style={{ padding: '10px 12px', fontFamily: theme.typography.fontFamily, color: theme.colors.text.primary }}>
        <span style={{ fontSize: 18 }}>{board.title}</span>
        <span style={{ color: theme.colors.text.secondary, marginLeft: 16 }}>{subtitle}</span>
        {legendOf(marks).map(([name, color]) => (
          <span key={name} style={{ color: theme.visualization.getColorByName(color), marginLeft: 16 }}>┆ {name}</span>
        ))}
      </div>
      <div style={{ position: 'relative', height: bottom * CELL + GAP }}>
        {shown.map((panel, i) => {
          const { x, y, w, h } = panel.gridPos;
          return (
            <div key={panel.id} style={{ position: 'absolute', left: GAP + x * unit, top: y * CELL }}>
              <Panel panel={panel} data={data[i]} window={span} marks={marks}
                width={w * unit - GAP} height={h * CELL - GAP} />
            </div>
          );
        })}
      </div>
    </ThemeContext.Provider>
  );
}

main().catch((error) => { document.body.textContent = `failed: ${error.stack}`; });
