"""Validates a SARIF log that pushctl wrote against the official schema: sarif.py SCHEMA FILE. Needs `jsonschema`."""

import json
import sys

import jsonschema

schema, log = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:3])
validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
mistakes = sorted(validator.iter_errors(log), key=lambda mistake: list(map(str, mistake.absolute_path)))
for mistake in mistakes:
    print("/".join(map(str, mistake.absolute_path)) or "/", mistake.message, sep=": ")
results = [result for run in log["runs"] for result in run["results"]]
# Code scanning refuses what the schema allows: a result without a location.
for result in results:
    if not result.get("locations"):
        mistakes.append(result)
        print(f"{result['ruleId']}: no location")
print(f"{len(results)} results, {len(mistakes)} mistakes")
sys.exit(bool(mistakes))
