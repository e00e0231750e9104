// A flame graph as SVG: time from left to right, each frame above those that it called. Readable on light and on dark. Pure.
import type { Stack } from './read-profile.ts';

type Frame = { name: string; micros: number; called: Map<string, Frame> };

const width = 1_200;
const row = 20;
const top = 8;
/** Of the whole: what is narrower is not drawn. */
const smallest = 0.004;
const charWidth = 6.6;

export const drawFlameGraph = (title: string, stacks: readonly Stack[]): string => {
  const root = frameOf('all services', stacks);
  const boxes = layOut(root, 0, 0, root.micros);
  const height = top * 2 + row * Math.max(...boxes.map(({ depth }) => depth + 1));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="monospace" font-size="11" fill="#1a1a1a">`,
    `<title>${title}</title>`,
    ...boxes.map((box) => drawBox(box, root.micros)),
    '</svg>\n',
  ].join('\n');
};

const frameOf = (name: string, stacks: readonly Stack[]): Frame => {
  const root: Frame = { name, micros: 0, called: new Map() };
  for (const { modules, micros } of stacks) {
    let frame = root;
    frame.micros += micros;
    for (const module of modules) {
      const next = frame.called.get(module) ?? { name: module, micros: 0, called: new Map() };
      frame.called.set(module, next);
      next.micros += micros;
      frame = next;
    }
  }
  return root;
};

type Box = { frame: Frame; depth: number; from: number };

const layOut = (frame: Frame, depth: number, from: number, whole: number): Box[] => {
  const boxes: Box[] = [{ frame, depth, from }];
  let at = from;
  for (const called of [...frame.called.values()].sort((a, b) => b.micros - a.micros)) {
    if (called.micros >= whole * smallest) boxes.push(...layOut(called, depth + 1, at, whole));
    at += called.micros;
  }
  return boxes;
};

const drawBox = ({ frame, depth, from }: Box, whole: number): string => {
  const [x, w] = [from, frame.micros].map((micros) => (micros / whole) * width) as [number, number];
  const y = top + depth * row;
  const share = `${((frame.micros / whole) * 100).toFixed(1)}%`;
  const room = Math.floor((w - 6) / charWidth);
  const label = `${frame.name} ${share}`;
  const last = frame.name.split('/').at(-1) ?? '';
  const shown = [label, frame.name, last].find(({ length }) => length <= room) ?? '';
  return [
    `<g><title>${frame.name}: ${share}</title>`,
    `<rect x="${x.toFixed(1)}" y="${y}" width="${Math.max(0.5, w - 0.5).toFixed(1)}" height="${row - 1}" fill="${colourOf(frame.name)}"/>`,
    `${shown && `<text x="${(x + 3).toFixed(1)}" y="${y + 14}">${shown}</text>`}</g>`,
  ].join('');
};

const colourOf = (name: string): string => {
  if (name.startsWith('@aws-sdk') || name.startsWith('@smithy') || name.startsWith('@aws')) return '#e8a15c';
  if (name.startsWith('node:') || name === 'built-in code') return '#9db8d2';
  if (name.startsWith('services/')) return '#8cc084';
  if (name === 'garbage collection') return '#d98880';
  return '#c3b1e1';
};
