import { z } from 'zod';

// Imported first, for its effect: the page's policy lets no text become a program, which zod would otherwise try
// for speed when a schema is made.
z.config({ jitless: true });
