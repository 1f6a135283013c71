namespace Roundtable.Tests.Disclosure.Standards;

/// <summary>
/// Shapes for what is written of SPDX 3.0.1, and a context for its names. They are ours, written from the text of the model, because SPDX's own are in no
/// package; they ask for what the model requires of these classes, and for one declared and one concluded licence of each root.
/// </summary>
internal static class SpdxShapes
{
    private const string Terms = "https://spdx.org/rdf/3.0.1/terms/";

    public const string Context = $$"""
        { "@context": {
          "@vocab": "{{Terms}}Core/", "spdxId": "@id", "type": "@type", "xsd": "http://www.w3.org/2001/XMLSchema#",
          "Person": "{{Terms}}Core/Person", "Organization": "{{Terms}}Core/Organization", "Relationship": "{{Terms}}Core/Relationship",
          "Annotation": "{{Terms}}Core/Annotation", "CreationInfo": "{{Terms}}Core/CreationInfo", "SpdxDocument": "{{Terms}}Core/SpdxDocument",
          "ai_AIPackage": "{{Terms}}AI/AIPackage", "dataset_DatasetPackage": "{{Terms}}Dataset/DatasetPackage",
          "software_packageVersion": "{{Terms}}Software/packageVersion",
          "software_homePage": { "@id": "{{Terms}}Software/homePage", "@type": "xsd:anyURI" },
          "software_primaryPurpose": { "@id": "{{Terms}}Software/primaryPurpose", "@type": "@vocab", "@context": { "@vocab": "{{Terms}}Software/SoftwarePurpose/" } },
          "dataset_datasetType": { "@id": "{{Terms}}Dataset/datasetType", "@type": "@vocab", "@context": { "@vocab": "{{Terms}}Dataset/DatasetType/" } },
          "dataset_datasetSize": { "@id": "{{Terms}}Dataset/datasetSize", "@type": "xsd:nonNegativeInteger" },
          "dataset_dataCollectionProcess": "{{Terms}}Dataset/dataCollectionProcess", "dataset_intendedUse": "{{Terms}}Dataset/intendedUse",
          "simplelicensing_LicenseExpression": "{{Terms}}SimpleLicensing/LicenseExpression",
          "simplelicensing_licenseExpression": "{{Terms}}SimpleLicensing/licenseExpression",
          "simplelicensing_licenseText": "{{Terms}}SimpleLicensing/licenseText",
          "simplelicensing_customIdToUri": "{{Terms}}SimpleLicensing/customIdToUri",
          "expandedlicensing_CustomLicense": "{{Terms}}ExpandedLicensing/CustomLicense",
          "expandedlicensing_seeAlso": { "@id": "{{Terms}}ExpandedLicensing/seeAlso", "@type": "xsd:anyURI" },
          "creationInfo": { "@type": "@id" }, "createdBy": { "@type": "@id" }, "suppliedBy": { "@type": "@id" }, "originatedBy": { "@type": "@id" },
          "from": { "@type": "@id" }, "to": { "@type": "@id" }, "subject": { "@type": "@id" }, "rootElement": { "@type": "@id" },
          "created": { "@type": "xsd:dateTimeStamp" }, "releaseTime": { "@type": "xsd:dateTimeStamp" },
          "relationshipType": { "@type": "@vocab", "@context": { "@vocab": "{{Terms}}Core/RelationshipType/" } },
          "annotationType": { "@type": "@vocab", "@context": { "@vocab": "{{Terms}}Core/AnnotationType/" } },
          "profileConformance": { "@type": "@vocab", "@context": { "@vocab": "{{Terms}}Core/ProfileIdentifierType/" } } } }
        """;

    public const string Shapes = $$"""
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        @prefix core: <{{Terms}}Core/> .
        @prefix ai: <{{Terms}}AI/> .
        @prefix data: <{{Terms}}Dataset/> .
        @prefix soft: <{{Terms}}Software/> .
        @prefix simple: <{{Terms}}SimpleLicensing/> .
        @prefix own: <urn:roundtable:shape:> .

        own:info a sh:NodeShape ; sh:targetClass core:CreationInfo ;
          sh:property [ sh:path core:specVersion ; sh:minCount 1 ; sh:maxCount 1 ; sh:pattern "^3\\.0\\.1$" ] ,
            [ sh:path core:created ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:dateTimeStamp ] , [ sh:path core:createdBy ; sh:minCount 1 ; sh:nodeKind sh:IRI ] .
        own:element a sh:NodeShape ; sh:nodeKind sh:IRI ;
          sh:targetClass core:Person , core:Organization , core:Relationship , core:Annotation , core:SpdxDocument , ai:AIPackage , data:DatasetPackage ,
            simple:LicenseExpression , <{{Terms}}ExpandedLicensing/CustomLicense> ;
          sh:property [ sh:path core:creationInfo ; sh:minCount 1 ; sh:maxCount 1 ; sh:class core:CreationInfo ] , [ sh:path core:name ; sh:maxCount 1 ] .
        own:relationship a sh:NodeShape ; sh:targetClass core:Relationship ;
          sh:property [ sh:path core:from ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] , [ sh:path core:to ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
            [ sh:path core:relationshipType ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] .
        own:annotation a sh:NodeShape ; sh:targetClass core:Annotation ;
          sh:property [ sh:path core:subject ; sh:minCount 1 ; sh:maxCount 1 ] , [ sh:path core:annotationType ; sh:minCount 1 ; sh:maxCount 1 ] .
        own:dataset a sh:NodeShape ; sh:targetClass data:DatasetPackage ; sh:property [ sh:path data:datasetType ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
          [ sh:path data:datasetSize ; sh:maxCount 1 ; sh:datatype xsd:nonNegativeInteger ] .
        own:artifact a sh:NodeShape ; sh:targetClass data:DatasetPackage , ai:AIPackage ;
          sh:property [ sh:path core:releaseTime ; sh:maxCount 1 ; sh:datatype xsd:dateTimeStamp ] , [ sh:path core:suppliedBy ; sh:maxCount 1 ] ,
            [ sh:path soft:homePage ; sh:maxCount 1 ; sh:datatype xsd:anyURI ] .
        own:expression a sh:NodeShape ; sh:targetClass simple:LicenseExpression ;
          sh:property [ sh:path simple:licenseExpression ; sh:minCount 1 ; sh:maxCount 1 ; sh:pattern "^[A-Za-z0-9. -]+$" ] .
        own:root a sh:NodeShape ; sh:targetObjectsOf core:rootElement ;
          sh:property [ sh:path [ sh:inversePath core:from ] ; sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 1 ;
              sh:qualifiedValueShape [ sh:path core:relationshipType ; sh:hasValue <{{Terms}}Core/RelationshipType/hasDeclaredLicense> ] ] ,
            [ sh:path [ sh:inversePath core:from ] ; sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 1 ;
              sh:qualifiedValueShape [ sh:path core:relationshipType ; sh:hasValue <{{Terms}}Core/RelationshipType/hasConcludedLicense> ] ] .
        """;
}
