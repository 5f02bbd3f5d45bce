/** @type {import('next').NextConfig} */
const config = {
  serverExternalPackages: [
    '@electric-sql/pglite',
    '@prisma/adapter-pg',
    '@prisma/client',
    '@prisma/schema-engine-wasm',
    'pg',
    'pg-boss',
    'pglite-prisma-adapter',
    '@opentelemetry/api',
    '@opentelemetry/exporter-trace-otlp-http',
    '@opentelemetry/resources',
    '@opentelemetry/sdk-trace',
    'pino',
  ],
  poweredByHeader: false,
  generateEtags: false,
  // The front door compresses pages and what they load, and leaves the API alone.
  compress: false,
  skipTrailingSlashRedirect: true,
  reactStrictMode: true,
  // `npm test` checks types; a start from a fresh clone need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // The optimiser would fetch, decode and cache pictures on anyone's request, and there are none.
  images: { unoptimized: true },
  devIndicators: false,
};

export default config;
