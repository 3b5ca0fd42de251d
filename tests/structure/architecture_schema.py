"""The named architectures keep to architecture.schema.json, and the schema refuses what the parser refuses.
Usage: architecture_schema.py SOURCE_DIR (status 77: no python3-jsonschema)"""

import copy
import json
import pathlib
import sys

from report import finish

try:
    import jsonschema
except ImportError:
    print("skipped: no python3-jsonschema")
    sys.exit(77)

# Each breaks a good file in one way: (what, change).
MISTAKES = (
    ("unknown key", lambda net: net.update(layer=[])),
    ("unknown key of a layer", lambda net: net["layers"][0].update(filter=3)),
    ("unknown key in a residual block", lambda net: net["layers"].append(
        {"type": "residual", "layers": [{"type": "flatten", "width": 2}]})),
    ("unknown type", lambda net: net["layers"].append({"type": "gru"})),
    ("missing key", lambda net: net["layers"].append({"type": "conv", "filters": 3})),
    ("no filters", lambda net: net["layers"].append({"type": "conv", "filters": 0, "width": 3})),
    ("rate of 1", lambda net: net["layers"].append({"type": "dropout", "rate": 1})),
    ("unknown function", lambda net: net["layers"].append({"type": "activation", "function": "swish"})),
    ("scale of relu", lambda net: net["layers"].append(
        {"type": "activation", "function": "relu", "scale": 2})),
    ("unknown initializer", lambda net: net["layers"].append(
        {"type": "dense", "units": 2, "initializer": "zeros"})),
    ("crop to two things", lambda net: net["layers"].append({"type": "crop", "positions": 1, "length": 2})),
    ("crop to nothing", lambda net: net["layers"].append({"type": "crop"})),
    ("empty layers", lambda net: net.update(layers=[])),
    ("empty heads", lambda net: net.update(heads=[])),
    ("unknown head", lambda net: net.update(heads=[{"type": "bias"}])),
    ("controls without mixing", lambda net: net.update(
        heads=[{"type": "profile", "width": 3, "controls": "matched"}])),
    ("length of 0", lambda net: net.update(input_length=0)),
)


def main():
    folder = pathlib.Path(sys.argv[1]) / "lib/siskin/architecture"
    schema = json.loads((folder / "architecture.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    findings = []
    files = sorted(folder.glob("named/*.json"))
    for path in files:
        net = json.loads(path.read_text(encoding="utf-8"))
        findings += [f"{path.name}: {error.message}" for error in validator.iter_errors(net)]
        if net["name"] != path.stem:
            findings.append(f"{path.name}: calls itself {net['name']}")
        for what, change in MISTAKES:
            wrong = copy.deepcopy(net)
            change(wrong)
            if validator.is_valid(wrong):
                findings.append(f"{path.name}: the schema takes it with {what}")
    finish(findings, len(files), "architectures")


if __name__ == "__main__":
    main()
