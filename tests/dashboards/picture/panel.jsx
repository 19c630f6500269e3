// One panel of a dashboard, by Grafana's components.
import React from 'react';
import { BarGauge, BigValue, PanelChrome, Table, TimeSeries, useTheme2 } from '@grafana/ui';
import {
  applyFieldOverrides,
  dateTime,
  getDisplayValueAlignmentFactors,
  getFieldDisplayName,
  getFieldDisplayValues,
  transformDataFrame,
  VizOrientation,
} from '@grafana/data';
import { lastValueFrom } from 'rxjs';
import { framesOf } from './frames';
import { registry } from './registry';
import { Heatmap } from './heatmap';
import { drawMarks } from './marks';
import { Timeline } from './timeline';

const replace = (text) => text;

export async function prepared(panel, answers, window, theme) {
  const frames = framesOf(panel, answers, window);
  const data = await lastValueFrom(transformDataFrame(panel.transformations, frames));
  return applyFieldOverrides({
    data,
    fieldConfig: panel.fieldConfig,
    fieldConfigRegistry: registry,
    replaceVariables: replace,
    theme,
    timeZone: 'utc',
  });
}

function fieldDisplays(panel, data, theme) {
  return getFieldDisplayValues({
    fieldConfig: panel.fieldConfig,
    reduceOptions: panel.options.reduceOptions,
    replaceVariables: replace,
    theme,
    data,
    timeZone: 'utc',
    sparkline: panel.options.graphMode === 'area',
  });
}

function Nothing({ panel }) {
  const theme = useTheme2();
  return (
    <div style={{ color: theme.colors.text.secondary, textAlign: 'center', paddingTop: 24 }}>
      {panel.fieldConfig.defaults.noValue ?? 'No data'}
    </div>
  );
}

function Stat({ panel, data, width, height }) {
  const theme = useTheme2();
  const values = fieldDisplays(panel, data, theme);
  return (
    <div style={{ display: 'flex', gap: 6 }}>
      {values.map((one, i) => (
        <BigValue
          key={i}
          theme={theme}
          width={(width - 6 * (values.length - 1)) / values.length}
          height={height}
          value={{ ...one.display, title: values.length > 1 ? one.display.title : undefined }}
          sparkline={one.sparkline}
          colorMode={panel.options.colorMode}
          graphMode={panel.options.graphMode}
          justifyMode={panel.options.justifyMode}
          textMode={panel.options.textMode}
        />
      ))}
    </div>
  );
}

function Bars({ panel, data, width, height }) {
  const theme = useTheme2();
  const values = fieldDisplays(panel, data, theme);
  const limits = values.map((one) => one.display.numeric);
  const each = Math.min(56, height / values.length);
  const factors = getDisplayValueAlignmentFactors(values);
  return values.map((one, i) => (
    <BarGauge
      key={i}
      theme={theme}
      width={width}
      height={each - 6}
      orientation={VizOrientation.Horizontal}
      value={one.display}
      display={one.display.display}
      displayMode={panel.options.displayMode}
      itemSpacing={6}
      field={{ ...one.field, min: 0, max: panel.fieldConfig.defaults.max ?? Math.max(...limits) }}
      valueDisplayMode={panel.options.valueMode}
      lcdCellWidth={12}
      showUnfilled
      alignmentFactors={factors}
    />
  ));
}

function Content(props) {
  const theme = useTheme2();
  const { panel, data, width, height, window, marks } = props;
  const empty = data.every((frame) => frame.length === 0);
  if (empty && panel.type !== 'stat') return <Nothing panel={panel} />;
  if (panel.type === 'stat') return <Stat {...props} />;
  if (panel.type === 'bargauge') return <Bars {...props} />;
  if (panel.type === 'table') {
    return (
      <Table data={data[0]} width={width} height={height} initialSortBy={panel.options.sortBy} />
    );
  }
  if (panel.type === 'state-timeline') {
    return (
      <Timeline
        frames={data}
        names={data.map((frame) => getFieldDisplayName(frame.fields[1], frame, data))}
        {...{ width, height, window }}
      />
    );
  }
  if (panel.type === 'heatmap') {
    return <Heatmap frame={data[0]} {...{ panel, width, height, window }} />;
  }
  const range = { from: dateTime(window.from * 1000), to: dateTime(window.to * 1000) };
  return (
    <TimeSeries
      frames={data}
      structureRev={1}
      timeRange={{ ...range, raw: range }}
      timeZone="utc"
      width={width}
      height={height}
      legend={{ ...panel.options.legend, showLegend: true }}
      options={panel.options}
    >
      {(config) => {
        config.addHook('draw', (plot) => drawMarks(plot, marks, theme));
        return null;
      }}
    </TimeSeries>
  );
}

export function Panel({ panel, data, width, height, window, marks }) {
  return (
    <PanelChrome title={panel.title} width={width} height={height}>
      {(innerWidth, innerHeight) => (
        <Content {...{ panel, data, window, marks }} width={innerWidth} height={innerHeight} />
      )}
    </PanelChrome>
  );
}
