"""Checks answers against botocore's model of their service: nothing unknown, nothing missing, nothing mistyped."""

import base64
import json
import re
import xml.etree.ElementTree


class Violation(AssertionError):
    """An answer that the model does not allow."""


def watch(client):
    """Lets every answer to this client be checked."""
    service = client.meta.service_model.service_name
    client.meta.events.register(f"after-call.{service}", _check)


def _check(http_response, parsed, model, **_):
    if http_response.status_code >= 300:
        _check_error(http_response, parsed, model)
        return
    shape = model.output_shape
    protocol = model.service_model.resolved_protocol
    if protocol == "json":
        assert http_response.headers["Content-Type"] == "application/x-amz-json-1.1"
        assert re.fullmatch(r"[0-9a-f-]{36}", http_response.headers["x-amzn-RequestId"])
        check_json(json.loads(http_response.content or b"{}"), shape, model.name)
    elif protocol == "rest-xml" and shape is not None:
        _check_rest_xml(http_response, shape, model.name)


def _check_error(http_response, parsed, model):
    """Errors have a code, a text and a request id; for JSON the code stands in the header, too."""
    assert parsed["Error"]["Code"], parsed
    assert parsed["ResponseMetadata"]["RequestId"], parsed
    if model.service_model.resolved_protocol == "json":
        body = json.loads(http_response.content)
        code = body["__type"].split("#")[-1]
        assert code == http_response.headers["x-amzn-ErrorType"].split(":")[0]
        known = {shape.name for shape in model.error_shapes} | COMMON_ERRORS
        assert code in known, f"{model.name} never answers {code}"


COMMON_ERRORS = {
    # What any operation of a JSON service may answer besides its own errors.
    "AccessDeniedException", "IncompleteSignatureException", "InternalFailure", "InvalidSignatureException",
    "MissingAuthenticationTokenException", "RequestEntityTooLargeException", "SerializationException",
    "UnknownOperationException", "UnrecognizedClientException", "UnsupportedMediaTypeException",
    "ValidationException",
}

JSON_TYPES = {
    "string": str, "boolean": bool, "integer": int, "long": int, "list": list, "map": dict, "structure": dict,
}


def check_json(value, shape, where):
    """Raises Violation unless the value is one of the shape; `where` names the member."""
    if shape is None:
        if value:
            raise Violation(f"{where} is {value!r}; the model has nothing here")
        return
    kind = shape.type_name
    if kind in ("float", "double", "timestamp"):
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise Violation(f"{where} is {value!r}, not a number")
    elif kind == "blob":
        base64.b64decode(value, validate=True)
    elif not isinstance(value, JSON_TYPES[kind]) or (kind in ("integer", "long") and isinstance(value, bool)):
        raise Violation(f"{where} is {value!r}, not a {kind}")
    if kind == "structure":
        _check_structure(value, shape, where)
    elif kind == "list":
        for place, element in enumerate(value):
            check_json(element, shape.member, f"{where}[{place}]")
    elif kind == "map":
        for key, element in value.items():
            check_json(key, shape.key, f"{where} key")
            check_json(element, shape.value, f"{where}[{key}]")
    _check_constraints(value, shape, where)


def _check_structure(value, shape, where):
    unknown = value.keys() - shape.members.keys()
    if unknown:
        raise Violation(f"{where} has {sorted(unknown)}, which the model has not")
    missing = set(shape.required_members) - value.keys()
    if missing:
        raise Violation(f"{where} lacks {sorted(missing)}")
    for name, member in value.items():
        if member is None:
            raise Violation(f"{where}.{name} is null; what is not there is left out")
        check_json(member, shape.members[name], f"{where}.{name}")


def _check_constraints(value, shape, where):
    rules = shape.metadata
    if "enum" in rules and value not in rules["enum"]:
        raise Violation(f"{where} is {value!r}, none of {rules['enum']}")
    if isinstance(value, (str, list)):
        if len(value) < rules.get("min", 0) or len(value) > rules.get("max", len(value)):
            raise Violation(f"{where} has length {len(value)}, not {rules.get('min')}...{rules.get('max')}")
    elif isinstance(value, (int, float)):
        if value < rules.get("min", value) or value > rules.get("max", value):
            raise Violation(f"{where} is {value}, not {rules.get('min')}...{rules.get('max')}")
    # Python knows Unicode's letters and numbers by another name.
    pattern = rules.get("pattern", "").replace(r"\p{L}\p{Z}\p{N}", r"\w\s")
    if pattern and isinstance(value, str) and not re.fullmatch(pattern, value):
        raise Violation(f"{where} is {value!r}, which does not match {pattern}")


def _check_rest_xml(http_response, shape, where):
    """Only the body: headers are mapped by name, and what a client does not know it passes over."""
    if shape.serialization.get("payload") or not http_response.content:
        return
    root = xml.etree.ElementTree.fromstring(http_response.content)
    members = {
        name: member for name, member in shape.members.items() if "location" not in member.serialization
    }
    _check_xml_structure(root, members, where)


def _local(element):
    return element.tag.split("}")[-1]


def _check_xml_structure(element, members, where):
    names = {}
    for name, member in members.items():
        if member.serialization.get("xmlAttribute"):
            continue
        wire = member.serialization.get("name", name)
        if member.type_name == "list" and member.serialization.get("flattened"):
            wire = member.serialization.get("name") or member.member.serialization.get("name", name)
        names[wire] = member
    for child in element:
        member = names.get(_local(child))
        if member is None:
            raise Violation(f"{where} has <{_local(child)}>, which the model has not")
        _check_xml(child, member, f"{where}.{_local(child)}")


def _check_xml(element, shape, where):
    kind = shape.type_name
    if kind == "structure":
        _check_xml_structure(element, shape.members, where)
    elif kind == "list":
        if shape.serialization.get("flattened"):
            _check_xml(element, shape.member, where)
        else:
            for child in element:
                _check_xml(child, shape.member, where)
    elif kind in ("integer", "long"):
        int(element.text)
    elif kind == "boolean":
        assert element.text in ("true", "false"), f"{where} is {element.text!r}"
    elif kind == "timestamp":
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z", element.text), f"{where}: {element.text}"
    elif "enum" in shape.metadata and (element.text or "") not in shape.metadata["enum"]:
        raise Violation(f"{where} is {element.text!r}, none of {shape.metadata['enum']}")
