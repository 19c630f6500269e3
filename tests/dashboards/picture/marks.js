// Annotations: a dashed line where one begins, as Grafana draws it.
export function marksOf(board, answers, { step }) {
  return board.annotations.list.filter(({ name }) => answers[name]).flatMap(({ name, iconColor }) =>
    answers[name].data.result.flatMap(({ values }) =>
      values.filter(([time], i) => i === 0 || time - values[i - 1][0] > 1.5 * step)
        .map(([time]) => ({ name, color: iconColor, time: time * 1000 }))));
}

export const legendOf = (marks) => [...new Map(marks.map(({ name, color }) => [name, color]))];

export function drawMarks(plot, marks, theme) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.setLineDash([5, 5]);
  for (const { color, time } of marks) {
    const x = Math.round(plot.valToPos(time, 'x', true));
    ctx.strokeStyle = theme.visualization.getColorByName(color);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}
