"""What the published schema of CITS ERMS 3.0.1 says of the elements we write: order, number, attributes, values.

The schema itself is in no package index, so it is not here. Elements we do not write are not listed: one that turns up
is a fault. `pytest -m slow tests/unit/delivery/test_erms_schema.py` holds packages against the schema's own file.
"""

import xml.etree.ElementTree as ET
from datetime import datetime

NS = "{https://DILCIS.eu/XML/ERMS}"
ONE, MAYBE, ANY, SOME = (1, 1), (0, 1), (0, None), (1, None)
_DATES = [
    "closed", "created", "decision", "decision_deadline", "end", "main_signature", "opened", "reviewed", "start",
]  # fmt: skip
_AGENTS = [
    "authorising_person", "counterpart", "creator", "deliverer", "main_signatory", "other_signatory",
    "responsible_person",
]  # fmt: skip
_AGENT = [("name", ONE), ("organisation", MAYBE), ("unitName", MAYBE), ("idNumber", MAYBE), ("role", MAYBE),
          ("protectedIdentity", MAYBE)]  # fmt: skip
_COMMON = [("objectId", ONE), ("extraId", ANY), ("title", MAYBE), ("status", MAYBE), ("relation", ANY),
           ("restriction", ANY), ("disposal", MAYBE), ("agents", MAYBE), ("description", MAYBE), ("dates", MAYBE),
           ("action", ANY), ("eSignatures", MAYBE)]  # fmt: skip
CHILDREN = {
    "erms": [("control", ONE), ("aggregations", ONE)],
    "control": [("identification", SOME), ("informationClass", MAYBE), ("maintenanceInformation", ONE),
                ("systemInformation", MAYBE)],
    "maintenanceInformation": [("maintenanceStatus", ONE), ("maintenanceAgency", ONE), ("maintenanceHistory", ONE)],
    "maintenanceAgency": [("agencyName", SOME)],
    "maintenanceHistory": [("maintenanceEvent", SOME)],
    "maintenanceEvent": [("eventType", ONE), ("eventDateTime", ONE), ("agent", ONE)],
    "systemInformation": [("agents", MAYBE)],
    "aggregations": [("aggregation", SOME)],
    "aggregation": [*_COMMON, ("record", ANY)],
    "record": [*_COMMON, ("additionalInformation", MAYBE)],
    "restriction": [("explanatoryText", MAYBE), ("regulation", ONE)],
    "disposal": [("disposalScheduleId", MAYBE), ("disposalPeriod", MAYBE), ("disposalMandate", MAYBE),
                 ("disposalComments", MAYBE), ("dates", ONE)],
    "disposalComments": [("disposalComment", SOME)],
    "agents": [("agent", ANY)],
    "agent": _AGENT,
    "disposal/dates": [("disposalDate", SOME)],
    "action": [("actionText", ONE), ("actionType", MAYBE), ("dates", MAYBE), ("agents", MAYBE)],
    "action/dates": [("actionDate", SOME)],
    "dates": [("date", SOME)],
    "eSignatures": [("eSignature", ANY)],
    "additionalInformation": [("appendix", ANY)],
}  # fmt: skip
ATTRIBUTES = {
    "identification": {"identificationType": None},
    "maintenanceStatus": {"value": ["created"]},
    "eventType": {"value": ["created"]},
    "aggregation": {"systemIdentifier": None, "aggregationType": ["caseFile"]},
    "extraId": {"extraIdType": None},
    "status": {"value": ["closed", "in_progress", "obliterated"]},
    "relation": {"relationType": ["replaces"]},
    "restriction": {"restrictionType": ["confidential"]},
    "disposal": {"disposable": ["true", "false"]},
    "disposalDate": {"dateType": ["retention_period_start", "retention_period_end", "action_due"]},
    "agent": {"agentType": _AGENTS},
    "idNumber": {"idNumberType": None},
    "date": {"dateType": _DATES},
    "actionDate": {"dateType": _DATES},
    "record": {"systemIdentifier": None, "recordType": None, "recordPhysicalOrDigital": ["digital"]},
    "eSignature": {"present": ["true"], "dateeSignatureIsVerified": None},
    "appendix": {"name": None, "fileFormat": None, "path": None},
}
_MOMENTS = {"date", "actionDate", "disposalDate", "eventDateTime"}


def faults(data):
    """Say what of a document is not as the schema wants it."""
    root = ET.fromstring(data)  # noqa: S314 - our own bytes
    return [] if root.tag != f"{NS}erms" and [root.tag] else list(_faults(root, ""))


def _faults(element, above):
    name = element.tag.removeprefix(NS)
    place = f"{above}/{name}"
    wanted = CHILDREN.get(f"{above.rpartition('/')[2]}/{name}", CHILDREN.get(name, []))
    found = [child.tag.removeprefix(NS) for child in element]
    if found != sorted(
        found, key=lambda each: [known for known, _ in wanted].index(each) if each in dict(wanted) else 99
    ):
        yield f"{place}: order {found}"
    for child in set(found) - set(dict(wanted)):
        yield f"{place}: {child} does not stand here"
    for child, (least, most) in wanted:
        if not least <= found.count(child) <= (most or len(found)):
            yield f"{place}: {child} stands here {found.count(child)} times"
    yield from _wrong_attributes(element, name, place)
    if name in _MOMENTS:
        datetime.fromisoformat(element.text)
    for child in element:
        yield from _faults(child, place)


def _wrong_attributes(element, name, place):
    wanted = ATTRIBUTES.get(name, {})
    if set(element.attrib) != set(wanted):
        yield f"{place}: attributes {sorted(element.attrib)}"
    for key, values in wanted.items():
        if values is not None and element.get(key) not in values:
            yield f"{place}: {key}={element.get(key)}"
    if name == "protectedIdentity" and element.text not in ("true", "false"):
        yield f"{place}: {element.text}"
