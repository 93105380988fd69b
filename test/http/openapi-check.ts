import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

type Responses = Record<string, { content?: Record<string, { schema: object }> }>;
type Document = {
  openapi: string;
  paths: Record<string, Record<string, { responses: Responses }>>;
  components: { schemas: Record<string, object> };
};
export type Answered = { method: string; path: string; status: number; contentType: string | undefined; body: string };

/** What the router turns away before it knows the call, and mistakes of ours. Everything else is declared by its status. */
const UNFORESEEN = new Set([405, 414, 500]);

/** Holds every answer against the served OpenAPI document: an undeclared call, status, type or field is an error. */
export class OpenApiCheck {
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  readonly #validators = new Map<object, ValidateFunction>();
  readonly #templates: { pattern: RegExp; template: string }[];

  constructor(private readonly document: Document) {
    (addFormats as unknown as (ajv: Ajv2020) => void)(this.#ajv);
    this.#ajv.addSchema({ $id: 'openapi', components: document.components });
    // Fixed paths before those with parameters, as the router has it.
    this.#templates = Object.keys(document.paths)
      .sort((one, other) => one.split('{').length - other.split('{').length)
      .map((template) => ({ template, pattern: new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`) }));
  }

  check({ method, path, status, contentType, body }: Answered): void {
    const what = `${method} ${path} → ${status}`;
    const template = this.#templates.find(({ pattern }) => pattern.test(path))?.template;
    const operation = template === undefined ? undefined : this.document.paths[template]?.[method.toLowerCase()];
    if (!operation) {
      this.#checkUndocumented(what, status, contentType, body);
      return;
    }
    const response =
      operation.responses[String(status)] ?? (UNFORESEEN.has(status) ? operation.responses.default : undefined);
    if (!response) throw new Error(`${what}: this status is not in the document`);
    if (!response.content) return;
    const mediaType = contentType?.split(';')[0] ?? '';
    const content = response.content[mediaType];
    if (!content) throw new Error(`${what}: ${mediaType} is not in the document`);
    if (/[/+]json$/.test(mediaType)) this.#validate(content.schema, body, what);
  }

  /** Whatever else the server answers is a problem document. */
  #checkUndocumented(what: string, status: number, contentType: string | undefined, body: string): void {
    if (status < 400) throw new Error(`${what}: this call is not in the document`);
    if (!contentType?.startsWith('application/problem+json'))
      throw new Error(`${what}: ${contentType} is no problem document`);
    this.#validate({ $ref: '#/components/schemas/Problem' }, body, what);
  }

  #validate(schema: object, body: string, what: string): void {
    const validate = this.#validatorOf(schema);
    if (validate(JSON.parse(body))) return;
    throw new Error(`${what} is not what the document says: ${this.#ajv.errorsText(validate.errors)}\n${body}`);
  }

  #validatorOf(schema: object): ValidateFunction {
    const known = this.#validators.get(schema);
    if (known) return known;
    const text = JSON.stringify(schema).replaceAll('"#/components/', '"openapi#/components/');
    const validate = this.#ajv.compile(JSON.parse(text) as object);
    this.#validators.set(schema, validate);
    return validate;
  }
}
