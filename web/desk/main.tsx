// Starts the desk: words, colours, the store of what was read, and the first screen.
import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { Refused } from './api';
import { Desk } from './desk';
import { nonce } from './config';
import { useTheme } from './theme';
import { loadWords } from './words';

/** A refusal stays one; what could not be reached may be there a moment later. */
const client = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, retry: (count, error) => !(error instanceof Refused) && count < 3 },
  },
});

// ASVS 5.0 3.4.3: no style without the page's nonce.
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } });

function App() {
  const { theme, dark } = useTheme();
  return (
    <RendererProvider renderer={renderer}>
      <FluentProvider theme={theme} className="desk" data-theme={dark ? 'dark' : 'light'}>
        <QueryClientProvider client={client}>
          <Desk />
        </QueryClientProvider>
      </FluentProvider>
    </RendererProvider>
  );
}

const root = document.getElementById('desk');
if (root) void loadWords().then(() => createRoot(root).render(<App />));
