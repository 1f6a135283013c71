using System.Text.Json.Nodes;
using Roundtable.Disclosure.Standards;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Tests.Disclosure.Standards;

/// <summary>SPDX's concluded licence: the entry's, else what our rulings rest on, and nothing where one of them is unknown.</summary>
public sealed class ConcludedLicenceTests
{
    [Fact]
    public void The_concluded_licence_is_that_of_our_ruling_unless_it_is_unknown_or_the_entry_has_one()
    {
        var entry = EntryReader.Read("dataset: acme/bare\nversion: \"1\"\nlicence: [mit]", [])[0];
        var allowed = new PublishedRuling(Use.TrainOpen, Outcome.AllowedIf, new DateOnly(2026, 11, 30), null, [("attribution", "Acme")])
        {
            Terms = ["cc-by-4.0", "acme-terms@3"],
        };
        var published = new PublishedEntry(entry) { Rulings = [allowed], Terms = [("acme-terms@3", "https://acme.example/terms")] };
        var (expression, comment) = Concluded(published);
        Assert.Equal("LicenseRef-acme-terms-3 AND CC-BY-4.0", expression);
        Assert.Contains("train-open: allowed-if on 2026-11-30 (attribution: Acme)", comment, StringComparison.Ordinal);
        Assert.Contains("\"expandedlicensing_seeAlso\": [\n", CardExport.Write(published, CardFormat.Spdx).ReplaceLineEndings("\n"), StringComparison.Ordinal);

        // Reading it back does not make the entry claim what a ruling found, and writes the same again.
        var text = CardExport.Write(published, CardFormat.Spdx);
        var again = CardExport.Read(text)!;
        Assert.Empty(((DatasetEntry)again.Entry).Concluded);
        Assert.Equal(text, CardExport.Write(again, CardFormat.Spdx));

        var unknown = allowed with { Use = Use.Distil, Outcome = Outcome.Unknown };
        Assert.Null(Concluded(published with { Rulings = [allowed, unknown] }).Expression);
        var own = EntryReader.Read("dataset: acme/bare\nversion: \"1\"\nconcluded: [apache-2.0]", [])[0];
        Assert.Equal(("Apache-2.0", null), Concluded(published with { Entry = own }));

        static (string? Expression, string? Comment) Concluded(PublishedEntry of)
        {
            var graph = JsonNode.Parse(CardExport.Write(of, CardFormat.Spdx))!["@graph"]!.AsArray();
            var link = Assert.Single(graph, e => (string?)e!["relationshipType"] == "hasConcludedLicense")!;
            var to = (string)Assert.Single(link["to"]!.AsArray())!;
            return ((string?)graph.SingleOrDefault(e => (string?)e!["spdxId"] == to)?["simplelicensing_licenseExpression"], (string?)link["comment"]);
        }
    }
}
