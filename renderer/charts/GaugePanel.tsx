import type { Unit } from '../ui/format/unit.ts';
import { useFormat } from '../ui/format/useFormat.ts';
import { useWords } from '../ui/words/useWords.ts';
import { chartWords } from './words.ts';

export interface GaugePanelProps {
  label: string;
  value: number | null | undefined;
  unit: Unit;
  min?: number;
  max?: number;
  warning?: number | undefined;
  critical?: number | undefined;
}

const START = -205;
const SWEEP = 230;
const RADIUS = 62;

function arc(from: number, to: number): string {
  const point = (share: number) => {
    const angle = ((START + share * SWEEP) * Math.PI) / 180;
    return `${(80 + RADIUS * Math.cos(angle)).toFixed(2)} ${(76 + RADIUS * Math.sin(angle)).toFixed(2)}`;
  };
  return `M${point(from)}A${RADIUS} ${RADIUS} 0 ${(to - from) * SWEEP > 180 ? 1 : 0} 1 ${point(to)}`;
}

/** Share of a limit as an arc. Grey until it passes its warning limit. */
export function GaugePanel({ label, value, unit, min = 0, max = 100, warning, critical }: GaugePanelProps) {
  const t = useWords(chartWords);
  const format = useFormat();
  const share = (of: number) => Math.min(1, Math.max(0, (of - min) / (max - min || 1)));
  const known = value !== null && value !== undefined && Number.isFinite(value);
  const kind = !known
    ? undefined
    : critical !== undefined && value >= critical
      ? 'critical'
      : warning !== undefined && value >= warning
        ? 'warning'
        : undefined;
  const text = format.quantity(value, unit);
  const limit = critical ?? warning;
  const spoken = limit === undefined ? text.text : t('gaugeOf', { value: text.text, limit: format.unit(limit, unit) });
  return (
    <div className="gauge">
      <svg role="img" aria-label={`${label}: ${spoken}`} viewBox="0 0 160 112" width="160" height="112" fill="none">
        <path d={arc(0, 1)} stroke="var(--n4)" strokeWidth="10" />
        {warning === undefined ? null : (
          <path d={arc(share(warning), share(critical ?? max))} stroke="var(--warning-line)" strokeWidth="10" />
        )}
        {critical === undefined ? null : (
          <path d={arc(share(critical), 1)} stroke="var(--critical-line)" strokeWidth="10" />
        )}
        {known && share(value) > 0 ? (
          <path d={arc(0, share(value))} stroke={kind ? `var(--${kind}-mark)` : 'var(--n10)'} strokeWidth="10" />
        ) : null}
        <text
          x="80"
          y="80"
          textAnchor="middle"
          fontSize="22"
          fontWeight="600"
          fill={kind ? `var(--${kind}-fg)` : 'var(--text-1)'}
        >
          {text.text}
        </text>
        <text x="80" y="100" textAnchor="middle" fontSize="11" fill="var(--text-3)">
          {label}
        </text>
      </svg>
    </div>
  );
}
