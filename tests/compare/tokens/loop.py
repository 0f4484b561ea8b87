"""What a user would write in Python: `loop.py SHAPE URL CA LIST CONCURRENCY`, with aiohttp for HTTP/1.1, httpx for HTTP/2."""

import asyncio
import json
import ssl
import sys

shape, url, ca, path, concurrency = sys.argv[1:6]
IS_HTTP2 = shape in ("apple", "google")


def requests(lines):
    batch = []
    for line in lines:
        batch.append(line.rstrip("\n"))
        if len(batch) == (100 if shape == "vivo" else 1):
            yield batch
            batch = []
    if batch:
        yield batch


def request(tokens):
    if shape == "vivo":
        body = {"appId": 105000042, "userType": 1, "userIds": tokens}
        return "/invalidUser/check", body, {"authToken": "bench"}
    if shape == "huawei":
        return "/v1/103987654/token:query", {"token": tokens[0]}, {"authorization": "Bearer bench"}
    if shape == "google":
        body = {"validate_only": True, "message": {"token": tokens[0]}}
        return "/v1/projects/acme-chat/messages:send", body, {"authorization": "Bearer bench"}
    headers = {"apns-push-type": "background", "apns-topic": "com.acme.chat", "apns-priority": "5", "apns-expiration": "0"}
    return "/3/device/" + tokens[0], {"aps": {"content-available": 1}}, {**headers, "authorization": "bearer bench"}


async def work(source, ask, count):
    for tokens in source:
        target, body, headers = request(tokens)
        assert await ask(url + target, body, headers) == 200
        count[0] += len(tokens)


async def main():
    count = [0]
    with open(path) as lines:
        source = requests(lines)
        if IS_HTTP2:
            import httpx

            context = ssl.create_default_context(cafile=ca)
            async with httpx.AsyncClient(http1=False, http2=True, trust_env=False, verify=context) as client:

                async def ask(target, body, headers):
                    return (await client.post(target, json=body, headers=headers)).status_code

                await asyncio.gather(*(work(source, ask, count) for _ in range(int(concurrency))))
        else:
            import aiohttp

            connector = aiohttp.TCPConnector(limit=int(concurrency))
            async with aiohttp.ClientSession(connector=connector) as client:

                async def ask(target, body, headers):
                    async with client.post(target, json=body, headers=headers) as response:
                        await response.read()
                        return response.status

                await asyncio.gather(*(work(source, ask, count) for _ in range(int(concurrency))))
    print(count[0])


asyncio.run(main())
