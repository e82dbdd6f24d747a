"""Whether an export is valid: its data package, and what Sveriges dataportal demands of its `dcat.rdf`.

Source: DCAT-AP-SE 3.0.1, the properties marked mandatory (docs.dataportal.se/dcat/3.0.1/sv), and its page on
harvesting: absolute addresses everywhere, and no blank node for what the portal lists.
"""

from collections.abc import Iterator
from pathlib import Path

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, Namespace

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
CC0 = URIRef("http://creativecommons.org/publicdomain/zero/1.0/")
MANY = 1000

# class, property, at most how many, literal or address
MANDATORY = (
    (DCAT.Catalog, DCTERMS.title, MANY, Literal),
    (DCAT.Catalog, DCTERMS.description, MANY, Literal),
    (DCAT.Catalog, DCTERMS.publisher, 1, URIRef),
    (DCAT.Catalog, DCTERMS.license, 1, URIRef),
    (DCAT.Catalog, DCAT.dataset, MANY, URIRef),
    (DCAT.Dataset, DCTERMS.title, MANY, Literal),
    (DCAT.Dataset, DCTERMS.description, MANY, Literal),
    (DCAT.Dataset, DCTERMS.publisher, 1, URIRef),
    (DCAT.Distribution, DCAT.accessURL, 1, URIRef),
    (FOAF.Agent, FOAF.name, MANY, Literal),
    (FOAF.Agent, DCTERMS.type, 1, URIRef),
    (VCARD.Organization, VCARD.fn, MANY, Literal),
    (VCARD.Organization, VCARD.hasEmail, MANY, URIRef),
)
# What points at a thing of which class: recommended where it is not mandatory, and always given here.
POINTING = (
    (DCTERMS.publisher, FOAF.Agent),
    (DCAT.dataset, DCAT.Dataset),
    (DCAT.distribution, DCAT.Distribution),
    (DCAT.contactPoint, VCARD.Organization),
)


def read_metadata(folder: Path) -> Graph:
    """The metadata of an export, as an RDF parser reads it."""
    return Graph().parse(folder / "dcat.rdf", format="xml")


def valid_tables(folder: Path) -> list[str]:
    """The tables of an export's data package, which the reference validator finds valid."""
    import frictionless

    report = frictionless.validate(folder / "datapackage.json")
    assert report.valid, report.to_summary()
    return [task.name for task in report.tasks]


def unmet(graph: Graph) -> Iterator[str]:
    """What the portal would complain of."""
    for class_, property_, most, kind in MANDATORY:
        things = list(graph.subjects(RDF.type, class_))
        if not things:
            yield f"no {class_}"
        for thing in things:
            values = list(graph.objects(thing, property_))
            if not (1 <= len(values) <= most and all(isinstance(value, kind) and str(value) for value in values)):
                yield f"{thing} {property_}: {values}"
    for property_, class_ in POINTING:
        if not list(graph.objects(None, property_)):
            yield f"nothing points with {property_}"
        for thing in graph.objects(None, property_):
            if (thing, RDF.type, class_) not in graph:
                yield f"{property_} {thing} is no {class_}"
    for term in {term for triple in graph for term in triple if not isinstance(term, Literal)}:
        if not (isinstance(term, URIRef) and str(term).startswith(("http://", "https://", "mailto:"))):
            yield f"{term!r} is no absolute address"
    for catalogue in graph.subjects(RDF.type, DCAT.Catalog):
        if (catalogue, DCTERMS.license, CC0) not in graph:
            yield "the catalogue is not CC0"
