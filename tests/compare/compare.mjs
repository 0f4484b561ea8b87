// One message by a library from npm; what it says of it goes to standard output as JSON.
import { createRequire } from 'node:module';
import path from 'node:path';

const env = process.env;
const require = createRequire(path.join(env.LIBRARIES, 'package.json'));
const print = (value) => console.log(JSON.stringify(value));

const scripts = {
  async apple() {
    const apn = require('@parse/node-apn');
    const { hostname, port } = new URL(env.URL);
    const provider = new apn.Provider({
      token: { key: env.KEY, keyId: env.KEY_ID, teamId: env.TEAM },
      address: hostname,
      port: Number(port),
      ca: [env.CA],
    });
    const note = new apn.Notification();
    note.alert = { title: env.TITLE, body: env.BODY };
    note.topic = env.TOPIC;
    note.pushType = 'alert';
    note.payload = { ext: env.EXT };
    const { sent, failed } = await provider.send(note, env.TOKEN);
    await provider.shutdown();
    print({ sent, failed: failed.map(String), headers: note.headers(), payload: note.compile() });
  },

  async xiaomi() {
    const Xiaomi = require('push-xiaomi');
    const xiaomi = new Xiaomi({
      appSecret: env.SECRET, appPkgName: env.PACKAGE, pushUrl: `${env.URL}/v3/message/regid`,
    });
    const answer = await new Promise((success, fail) => {
      xiaomi.push({ title: env.TITLE, content: env.BODY, list: [env.TOKEN], success, fail });
    });
    print(answer.data);
  },

  async tencent() {
    const { Api } = require('tls-sig-api-v2');
    print({ sig: new Api(Number(env.APP), env.SECRET).genSig(env.USER_ID, 3600) });
  },
};

await scripts[process.argv[2]]();
