"""The API against its own description and against the command line."""

import json
import unittest
import urllib.parse

import jsonschema
import openapi_spec_validator

from served import PIPELINES, shared

CELLS = {
    "karaganda": "indicator=share-in-setting,area=KZ-35,period=2019",
    "kazakhstan": "indicator=out-of-school,area=KZ,period=2018",
    "england": "indicator=ehc-plans,area=E92000001,period=2023/2024",
}


class ApiTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.served = shared()
        cls.description = json.loads(cls.served.get("/api/v1/openapi.json")[2])

    def test_the_description_is_one(self):
        openapi_spec_validator.validate(self.description)

    def test_documents_are_as_described(self):
        for path, item in self.description["paths"].items():
            content = item["get"]["responses"]["200"]["content"]
            schema = content.get("application/json", {}).get("schema")
            if not schema:
                continue
            schema = {**schema, "components": self.description["components"]}
            for pipeline in PIPELINES:
                asked = path.replace("{pipeline}", pipeline).replace("{vintage}", "1")
                if path.endswith(("/cell", "/trace")):
                    asked += "?cell=" + CELLS[pipeline]
                with self.subTest(asked):
                    status, fields, body = self.served.get(asked)
                    self.assertEqual(status, 200)
                    self.assertEqual(fields["Content-Type"], "application/json")
                    jsonschema.Draft202012Validator(schema).validate(json.loads(body))

    def test_documents_are_what_the_command_line_prints(self):
        verbs = {"flags": "flags", "figures": "figures", "cell": "explain", "trace": "trace"}
        for pipeline in PIPELINES:
            for name, verb in verbs.items():
                cell = [CELLS[pipeline]] if name in ("cell", "trace") else []
                query = "?" + urllib.parse.urlencode({"cell": cell[0]}) if cell else ""
                with self.subTest(f"{verb} {pipeline}"):
                    printed = self.served.sanaq(verb, pipeline, *cell, "--json")
                    body = self.served.get(f"/api/v1/{pipeline}/{name}{query}")[2].decode()
                    self.assertEqual(body, printed)
            for name in ["flags", "figures"]:
                with self.subTest(f"{name}.csv {pipeline}"):
                    printed = self.served.sanaq(name, pipeline, "--csv")
                    body = self.served.get(f"/api/v1/{pipeline}/{name}.csv")[2].decode()
                    self.assertEqual(body.splitlines(), printed.splitlines())

    def test_a_filter_is_the_command_line_s(self):
        asked = "/api/v1/karaganda/flags?cause=ARI&severity=error&area=KZ-35&period=2019"
        printed = self.served.sanaq(
            "flags", "karaganda", "--cause", "ARI", "--severity", "error", "--area", "KZ-35",
            "--period", "2019", "--json")
        self.assertEqual(self.served.get(asked)[2].decode(), printed)
        self.assertEqual(len(json.loads(printed)["flags"]), 1)

    def test_a_tag_saves_the_second_answer(self):
        for address in ["/en/karaganda", "/api/v1/karaganda/flags", "/ru/karaganda/figures"]:
            with self.subTest(address):
                tag = self.served.get(address)[1]["ETag"]
                status, fields, body = self.served.get(address, {"If-None-Match": f'"x", W/{tag}'})
                self.assertEqual((status, body), (304, b""))
                self.assertEqual(self.served.get(address, {"If-None-Match": '"x"'})[0], 200)
        tags = {self.served.get(a)[1]["ETag"] for a in ["/en/karaganda", "/ru/karaganda"]}
        self.assertEqual(len(tags), 2)

    def test_what_shows_the_files_of_now_is_not_kept(self):
        asked = "/en/karaganda/trace?cell=" + CELLS["karaganda"]
        self.assertEqual(self.served.get(asked)[1]["Cache-Control"], "no-store")

    def test_errors_tell_what_to_do_and_nothing_of_the_inside(self):
        for asked, status in [
            ("cell", 400), ("cell?cell=x", 400), ("cell?cell=area=KZ", 400),
            ("cell?cell=indicator=share-in-setting,area=KZ-35,period=1901", 404),
            ("flags?cause=XXX", 400), ("flags?area=nowhere", 400), ("flags?vintage=9", 404),
            ("flags?vintage=0", 400), ("flags?vintage=-1", 400), ("flags?source=x", 400),
            ("runs/9", 404), ("runs/x", 404), ("figures?limit=5", 400), ("flags?area=KZ'", 400),
        ]:
            with self.subTest(asked):
                found, fields, body = self.served.get("/api/v1/karaganda/" + asked)
                self.assertEqual(found, status)
                self.assertEqual(fields["Content-Type"], "application/problem+json")
                detail = json.loads(body)["detail"]
                self.assertTrue(detail.endswith("."))
                for inside in ["SQL", "sqlite", "Swift", "/tmp", str(self.served.folder)]:
                    self.assertNotIn(inside, body.decode())


if __name__ == "__main__":
    unittest.main()
