import { MantineProvider } from '@mantine/core';
import '@mantine/core/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/session';
import { startEarly } from './audit-log/early-start';
import './base.css';
import { router } from './routes';
import { startTexts } from './texts/texts';
import { theme, variables } from './theme';
import { installTrustedTypes, readNonce } from './trusted-types';

installTrustedTypes();
const nonce = readNonce();
startTexts();
startEarly(window.location);

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={variables}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
