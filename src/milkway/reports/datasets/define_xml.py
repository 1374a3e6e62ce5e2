"""`define.xml` of CDISC, version 2.1: what each data set, variable and code is, for programs that read the files beside it."""

from collections.abc import Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

import pandas as pd

from milkway.protocol.protocol import Protocol
from milkway.reports.datasets.dataset_json import byte_length
from milkway.reports.datasets.define import DATA_SETS, NO_TIME, SUBCLASSES, Variable, code_list, variables

ODM, DEF = "http://www.cdisc.org/ns/odm/v1.3", "http://www.cdisc.org/ns/def/v2.1"
XLINK, XML = "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"
STANDARD = "STD.ADAMIG"
NUMBER_DIGITS = {"integer": {"Length": "8"}, "float": {"Length": "16", "SignificantDigits": "15"}}


def define_xml(protocol: Protocol, held: Mapping[str, pd.DataFrame], form: str) -> bytes:
    """Return the content of the file.

    Args:
        protocol: of the trial.
        held: data sets that were written, by name.
        form: ending of the files that it points to.
    """
    for prefix, uri in (("", ODM), ("def", DEF), ("xlink", XLINK)):
        ElementTree.register_namespace(prefix, uri)
    root = Element(_odm("ODM"), {"ODMVersion": "1.3.2", "FileType": "Snapshot", "FileOID": f"{protocol.name}.define"})
    root.attrib |= {"CreationDateTime": NO_TIME, "Originator": "Milkway", _def("Context"): "Other"}
    study = SubElement(root, _odm("Study"), {"OID": f"STDY.{protocol.name}"})
    named = SubElement(study, _odm("GlobalVariables"))
    about = f"{protocol.title} Synthetic: simulated, no human participants."
    for tag, text in (("StudyName", protocol.name), ("StudyDescription", about), ("ProtocolName", protocol.name)):
        SubElement(named, _odm(tag)).text = text
    version = {"OID": "MDV.1", "Name": f"Data sets of {protocol.name}", _def("DefineVersion"): "2.1.0"}
    whole = SubElement(study, _odm("MetaDataVersion"), version)
    standard = {"OID": STANDARD, "Name": "ADaMIG", "Type": "IG", "Version": "1.3", "Status": "Final"}
    SubElement(SubElement(whole, _def("Standards")), _def("Standard"), standard)
    described = [(one, list(frame[one.variable])) for name, frame in held.items() for one in variables(name)]
    coded = {_oid("CL", one): codes for one, values in described if (codes := _codes(one, values, held))}
    whole.extend(_data_set(name, form) for name in held)
    whole.extend(_item(one, values, coded=_oid("CL", one) in coded) for one, values in described)
    whole.extend(_code_list(one, coded[oid]) for one, _ in described if (oid := _oid("CL", one)) in coded)
    whole.extend(_method(one) for one, _ in described)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _data_set(name: str, form: str) -> Element:
    one, file = DATA_SETS[name], f"{name.lower()}.{form}"
    repeats = "No" if one.keys == ("USUBJID",) else "Yes"
    whole = {"OID": f"IG.{name}", "Name": name, "Repeating": repeats, "IsReferenceData": "No", "SASDatasetName": name}
    whole |= {"Purpose": "Analysis", _def("Structure"): f"One record per {one.record}", _def("StandardOID"): STANDARD}
    found = Element(_odm("ItemGroupDef"), whole | {_def("ArchiveLocationID"): f"LF.{name}"})
    _description(found, one.label)
    for place, variable in enumerate(variables(name), start=1):
        key = variable.variable in one.keys
        told = {"ItemOID": _oid("IT", variable), "OrderNumber": str(place), "Mandatory": "Yes" if key else "No"}
        told |= {"KeySequence": str(one.keys.index(variable.variable) + 1)} if key else {}
        SubElement(found, _odm("ItemRef"), told | {"MethodOID": _oid("MT", variable)})
    kind = SubElement(found, _def("Class"), {"Name": one.kind})
    if name in SUBCLASSES:
        SubElement(kind, _def("SubClass"), {"Name": SUBCLASSES[name]})
    leaf = SubElement(found, _def("leaf"), {"ID": f"LF.{name}", f"{{{XLINK}}}href": file})
    SubElement(leaf, _def("title")).text = file
    return found


def _item(one: Variable, values: list[object], *, coded: bool) -> Element:
    size = NUMBER_DIGITS.get(one.type) or {"Length": str(byte_length(values))}
    told = {"OID": _oid("IT", one), "Name": one.variable, "SASFieldName": one.variable, "DataType": one.type, **size}
    found = Element(_odm("ItemDef"), told)
    _description(found, one.label)
    if coded:
        SubElement(found, _odm("CodeListRef"), {"CodeListOID": _oid("CL", one)})
    SubElement(found, _def("Origin"), {"Type": "Derived", "Source": "Sponsor"})
    return found


def _codes(one: Variable, values: list[object], held: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Return the codes of a variable; those of a parameter that the protocol names, as the data have them."""
    if one.variable == "PARAMCD" and not one.codes:
        return {str(code): str(meaning) for code, meaning in zip(values, held[one.dataset]["PARAM"], strict=True)}
    return code_list(one)


def _code_list(one: Variable, codes: Mapping[str, str]) -> Element:
    told = {"OID": _oid("CL", one), "Name": f"{one.label} ({one.dataset})", "DataType": one.type}
    found = Element(_odm("CodeList"), told | {_def("IsNonStandard"): "Yes"})
    for code, meaning in codes.items():
        if any(codes.values()):
            item = SubElement(found, _odm("CodeListItem"), {"CodedValue": code})
            _translated(SubElement(item, _odm("Decode")), meaning or code)
        else:
            SubElement(found, _odm("EnumeratedItem"), {"CodedValue": code})
    return found


def _method(one: Variable) -> Element:
    told = {"OID": _oid("MT", one), "Name": f"{one.dataset} {one.variable}", "Type": "Computation"}
    found = Element(_odm("MethodDef"), told)
    _description(found, one.derivation)
    return found


def _description(found: Element, text: str) -> None:
    _translated(SubElement(found, _odm("Description")), text)


def _translated(found: Element, text: str) -> None:
    SubElement(found, _odm("TranslatedText"), {f"{{{XML}}}lang": "en"}).text = text


def _oid(kind: str, one: Variable) -> str:
    return f"{kind}.{one.dataset}.{one.variable}"


def _odm(tag: str) -> str:
    return f"{{{ODM}}}{tag}"


def _def(name: str) -> str:
    return f"{{{DEF}}}{name}"
