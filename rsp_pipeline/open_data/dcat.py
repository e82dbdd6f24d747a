"""The export told to Sveriges dataportal: `dcat.rdf`, after the profile DCAT-AP-SE 3.0.

The portal harvests RDF/XML, and wants an address of its own for the catalogue and each dataset, distribution, publisher
and contact (docs.dataportal.se/dcat, Skördning).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from rsp_pipeline.open_data import giving
from rsp_pipeline.open_data.datapackage import TableFile
from rsp_pipeline.open_data.datasets import DATASETS, GRANT_LIST, Dataset
from rsp_pipeline.programme import Programme
from rsp_pipeline.programme.open_data import LICENSES, OpenData

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

AUTHORITY = "http://publications.europa.eu/resource/authority"
REGIONAL_AUTHORITY = "http://purl.org/adms/publishertype/RegionalAuthority"
NATIONAL_AUTHORITY = "http://purl.org/adms/publishertype/NationalAuthority"
PUBLISHERS = "http://dataportal.se/organisation/SE"
CATALOGUE_LICENSE = LICENSES["CC0-1.0"][1]  # the only one the profile allows a catalogue
VCARD = "http://www.w3.org/2006/vcard/ns#"
FORMATS = ("csv", "parquet")
MEDIA_TYPES = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet", "json": "application/json"}


def metadata(
    programme: Programme, open_data: OpenData, built_at: datetime, files: Iterable[TableFile], is_listed: bool
) -> bytes:
    """The content of `dcat.rdf`; `is_listed` where the export has a grant list."""
    title = f"Öppna data om {programme.title[:1].lower()}{programme.title[1:]}"
    description = f"Uppföljningen av {programme.genitive} regionala serviceprogram som öppna data."
    graph = begun(title, description, programme.region, REGIONAL_AUTHORITY, open_data, built_at)
    by_table = {file.table: file for file in files}
    for each in DATASETS:
        paths = {kind: [getattr(by_table[table], kind) for table in each.tables] for kind in FORMATS}
        add(graph, each, open_data, built_at, paths)
    if is_listed:
        add_grant_list(graph, open_data, built_at)
    return written(graph)


def begun(
    title: str, description: str, publisher_name: str, authority: str, open_data: OpenData, built_at: datetime
) -> Graph:
    """A catalogue without datasets, with who publishes it: a region's, or the nation's."""
    from rdflib import RDF, Graph, Literal, URIRef
    from rdflib.namespace import DCAT, DCTERMS, FOAF, Namespace

    graph = Graph()
    vcard = Namespace(VCARD)
    graph.bind("vcard", vcard)
    catalogue, publisher, contact = _standing_for(open_data)
    for about, property_, value in (
        (catalogue, RDF.type, DCAT.Catalog),
        (catalogue, DCTERMS.title, Literal(title, lang="sv")),
        (catalogue, DCTERMS.description, Literal(description, lang="sv")),
        (catalogue, DCTERMS.publisher, publisher),
        (catalogue, DCTERMS.license, URIRef(CATALOGUE_LICENSE)),
        (catalogue, DCTERMS.language, URIRef(f"{AUTHORITY}/language/SWE")),
        (catalogue, DCTERMS.modified, Literal(built_at.date())),
        (catalogue, FOAF.homepage, URIRef(open_data.homepage)),
        (publisher, RDF.type, FOAF.Agent),
        (publisher, FOAF.name, Literal(publisher_name, lang="sv")),
        (publisher, FOAF.homepage, URIRef(open_data.homepage)),
        (publisher, DCTERMS.type, URIRef(authority)),
        (publisher, DCTERMS.identifier, Literal(open_data.organisation_no)),
        (contact, RDF.type, vcard.Organization),
        (contact, vcard.fn, Literal(open_data.contact)),
        (contact, vcard.hasEmail, URIRef(f"mailto:{open_data.contact_email}")),
    ):
        graph.add((about, property_, value))
    return graph


def add(graph: Graph, each: Dataset, open_data: OpenData, built_at: datetime, paths: Mapping[str, list[str]]) -> URIRef:
    """Add a dataset to a catalogue that is begun; `paths` are its files by format, from the export's folder."""
    from rdflib import URIRef
    from rdflib.namespace import DCAT, DCTERMS

    catalogue, publisher, contact = _standing_for(open_data)
    dataset = URIRef(f"{open_data.files or open_data.homepage}#{each.id}")
    graph.add((catalogue, DCAT.dataset, dataset))
    graph.add((dataset, DCTERMS.publisher, publisher))
    graph.add((dataset, DCAT.contactPoint, contact))
    _describe(graph, dataset, each, open_data, built_at)
    _distribute(graph, dataset, each, open_data, paths)
    return dataset


def add_grant_list(graph: Graph, open_data: OpenData, built_at: datetime) -> None:
    """Add the grant list to a catalogue that is begun."""
    from rdflib import URIRef
    from rdflib.namespace import DCTERMS

    paths = {kind: [f"{giving.FOLDER}/grants.{kind}"] for kind in MEDIA_TYPES}
    dataset = add(graph, GRANT_LIST, open_data, built_at, paths)
    graph.add((dataset, DCTERMS.conformsTo, URIRef(giving.STANDARD)))


def _standing_for(open_data: OpenData) -> tuple[URIRef, URIRef, URIRef]:
    """The addresses that stand for the catalogue, its publisher and whom to ask."""
    from rdflib import URIRef

    address = open_data.files or open_data.homepage
    return (
        URIRef(f"{address}#katalog"),
        URIRef(PUBLISHERS + open_data.organisation_no),
        URIRef(f"{address}#kontakt"),
    )


def _describe(graph: Graph, subject: URIRef, dataset: Dataset, open_data: OpenData, built_at: datetime) -> None:
    from rdflib import RDF, Literal, URIRef
    from rdflib.namespace import DCAT, DCTERMS

    for property_, value in (
        (RDF.type, DCAT.Dataset),
        (DCTERMS.title, Literal(dataset.title, lang="sv")),
        (DCTERMS.description, Literal(dataset.description, lang="sv")),
        (DCTERMS.modified, Literal(built_at.date())),
        (DCTERMS.language, URIRef(f"{AUTHORITY}/language/SWE")),
        (DCTERMS.accessRights, URIRef(f"{AUTHORITY}/access-right/PUBLIC")),
        (DCAT.theme, URIRef(f"{AUTHORITY}/data-theme/REGI")),
        (DCAT.landingPage, URIRef(open_data.homepage)),
        *((DCAT.keyword, Literal(keyword, lang="sv")) for keyword in dataset.keywords),
    ):
        graph.add((subject, property_, value))


def _distribute(
    graph: Graph, subject: URIRef, dataset: Dataset, open_data: OpenData, paths: Mapping[str, list[str]]
) -> None:
    """One distribution per format. Several files in it are told as several addresses, the profile's way."""
    from rdflib import RDF, Literal, URIRef
    from rdflib.namespace import DCAT, DCTERMS, FOAF

    for kind, files in paths.items():
        distribution = URIRef(f"{subject}-{kind}")
        fetched = files if open_data.files else []
        graph.add((subject, DCAT.distribution, distribution))
        for property_, value in (
            (RDF.type, DCAT.Distribution),
            (DCTERMS.title, Literal(f"{dataset.title} ({kind})", lang="sv")),
            (DCTERMS.license, URIRef(open_data.license_uri)),
            (DCTERMS.format, Literal(MEDIA_TYPES[kind])),
            (DCAT.accessURL, URIRef(open_data.files or open_data.homepage)),
            *((DCAT.downloadURL, URIRef(open_data.files + path)) for path in fetched),
            *((FOAF.page, URIRef(open_data.files + "datapackage.json")) for _ in fetched[:1]),
        ):
            graph.add((distribution, property_, value))


def written(graph: Graph) -> bytes:
    """The graph as RDF/XML; rdflib writes it in an order that varies from one process to the next."""
    for prefix, namespace in graph.namespaces():
        ElementTree.register_namespace(prefix, str(namespace))
    root = ElementTree.fromstring(graph.serialize(format="pretty-xml", max_depth=1))
    for thing in root:
        thing[:] = sorted(thing, key=ElementTree.tostring)
    root[:] = sorted(root, key=lambda thing: ([*thing.attrib.values()], thing.tag))
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
