/** What tests read of an OpenAPI document. */
export interface OpenApiDocument {
  openapi: string;
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  components: { schemas: Readonly<Record<string, JsonSchema>> };
}

export interface Operation {
  operationId: string;
  security?: readonly object[];
  parameters?: readonly Parameter[];
  requestBody?: { required?: boolean; content: Readonly<Record<string, { schema: JsonSchema; example?: unknown }>> };
  responses: Readonly<Record<string, DocumentedResponse>>;
}

export interface Parameter {
  in: 'path' | 'query' | 'header';
  name: string;
  required?: boolean;
  schema: JsonSchema;
}

export interface DocumentedResponse {
  description: string;
  headers?: Readonly<Record<string, { required?: boolean }>>;
  content?: Readonly<Record<string, { schema?: JsonSchema }>>;
}

export type JsonSchema = Readonly<Record<string, unknown>>;
