import { Client, type WorkflowClientInterceptor } from '@temporalio/client';

/** The same client, except for what the interceptor does to its calls. */
export function interceptedClient({ connection, options }: Client, interceptor: WorkflowClientInterceptor): Client {
  const { namespace, loadedDataConverter: _loaded, ...rest } = options;
  return new Client({ ...rest, connection, namespace, interceptors: { workflow: [interceptor] } });
}
