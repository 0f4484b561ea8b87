// What a user would write in Node: `loop.mjs SHAPE URL CA LIST CONCURRENCY`, with undici for HTTP/1.1 and node:http2.
import fs from "node:fs";
import http2 from "node:http2";
import readline from "node:readline";
import { createRequire } from "node:module";

const [shape, url, ca, path, concurrency] = process.argv.slice(2);
const size = shape === "vivo" ? 100 : 1;

async function* batches() {
  let batch = [];
  for await (const line of readline.createInterface({ input: fs.createReadStream(path) })) {
    batch.push(line);
    if (batch.length === size) { yield batch; batch = []; }
  }
  if (batch.length) yield batch;
}

function request(tokens) {
  if (shape === "vivo") return ["/invalidUser/check", { appId: 105000042, userType: 1, userIds: tokens }, { authToken: "bench" }];
  if (shape === "huawei") return ["/v1/103987654/token:query", { token: tokens[0] }, { authorization: "Bearer bench" }];
  if (shape === "google") {
    const body = { validate_only: true, message: { token: tokens[0] } };
    return ["/v1/projects/acme-chat/messages:send", body, { authorization: "Bearer bench" }];
  }
  const headers = { "apns-push-type": "background", "apns-topic": "com.acme.chat", "apns-priority": "5", "apns-expiration": "0" };
  return ["/3/device/" + tokens[0], { aps: { "content-available": 1 } }, { ...headers, authorization: "bearer bench" }];
}

let ask, close;
if (shape === "apple" || shape === "google") {
  const session = http2.connect(url, { ca: fs.readFileSync(ca) });
  close = () => session.close();
  ask = (target, body, headers) => new Promise((resolve, reject) => {
    const stream = session.request({ ":method": "POST", ":path": target, "content-type": "application/json", ...headers });
    let status;
    stream.on("response", (answer) => { status = answer[":status"]; });
    stream.on("data", () => {});
    stream.on("end", () => resolve(status));
    stream.on("error", reject);
    stream.end(JSON.stringify(body));
  });
} else {
  const { Agent, request: send } = createRequire(process.env.MODULES + "/")("undici");
  const dispatcher = new Agent({ connections: Number(concurrency) });
  close = () => dispatcher.close();
  ask = async (target, body, headers) => {
    const answer = await send(url + target, { method: "POST", dispatcher, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });
    await answer.body.dump();
    return answer.statusCode;
  };
}

const source = batches();
let count = 0;
async function work() {
  for (;;) {
    const { value, done } = await source.next();
    if (done) return;
    const [target, body, headers] = request(value);
    if ((await ask(target, body, headers)) !== 200) throw new Error("not 200");
    count += value.length;
  }
}
await Promise.all(Array.from({ length: Number(concurrency) }, work));
await close();
console.log(count);
