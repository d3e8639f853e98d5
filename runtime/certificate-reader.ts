/** What reads photos of certificates. Only the sandbox has a reader; a provider who has one hands in an adapter of its own. */
export { sandboxCertificateReader } from '../adapters/certificates/sandbox-reader.ts';
