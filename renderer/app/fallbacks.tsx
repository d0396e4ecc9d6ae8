import { type ErrorComponentProps, useNavigate, useRouterState } from '@tanstack/react-router';
import { MapPinOff } from 'lucide-react';
import { Button } from '../ui/Button.tsx';
import { Empty, ErrorState } from '../ui/states.tsx';
import { useWords } from '../ui/words/useWords.ts';
import { appWords } from './languages/appWords.ts';

/** An address that names no page. */
export function NotFound() {
  const t = useWords(appWords);
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (
    <div className="pane page">
      <Empty icon={<MapPinOff size={22} strokeWidth={1.4} />} title={t('notFound')} text={t('notFoundText', { path })}>
        {path === '/' ? null : (
          <Button small onClick={() => void navigate({ to: '/' })}>
            {t('toOverview')}
          </Button>
        )}
      </Empty>
    </div>
  );
}

/** A page whose code threw: the frame and the other pages go on. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const t = useWords(appWords);
  return (
    <div className="pane page">
      <ErrorState
        kind="fail"
        title={t('pageFailed')}
        text={t('pageFailedText')}
        raw={error instanceof Error ? error.message : String(error)}
        onRetry={reset}
      />
    </div>
  );
}
