import { useLayoutEffect, useRef, useState } from 'react';
import { Box } from '@strapi/design-system';

interface Props {
  title: string;
  html: string;
  /** Width of the window that the e-mail believes to have, in CSS pixels. It shrinks where there is less room. */
  width: number;
  /** Height on the screen, in CSS pixels. */
  height: number;
  /** A picture only: no scrolling, not reachable with the keyboard. */
  still?: boolean;
}

/** Links of a previewed e-mail would replace the preview; sent to a new window, the sandbox stops them. */
const withInertLinks = (html: string) =>
  html.replace(/<head[^>]*>/i, (head) => `${head}<base target="_blank">`);

/** HTML that nobody vouches for: an empty sandbox runs no script, submits no form and opens no window. */
export const ScaledFrame = ({ title, html, width, height, still = false }: Props) => {
  const box = useRef<HTMLDivElement>(null);
  const [available, setAvailable] = useState(width);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setAvailable(element.clientWidth || width));
    observer.observe(element);
    return () => observer.disconnect();
  }, [width]);

  const scale = Math.min(1, available / width);
  return (
    <Box ref={box} width="100%" height={`${height}px`} overflow="hidden" position="relative">
      <iframe
        title={title}
        sandbox=""
        srcDoc={withInertLinks(html)}
        tabIndex={still ? -1 : 0}
        aria-hidden={still || undefined}
        scrolling={still ? 'no' : undefined}
        style={{
          position: 'absolute',
          left: Math.max(0, (available - width * scale) / 2),
          width,
          height: height / scale,
          border: 0,
          background: '#ffffff',
          transform: `scale(${scale})`,
          transformOrigin: 'top left',
          pointerEvents: still ? 'none' : undefined,
        }}
      />
    </Box>
  );
};
