using System.Globalization;
using System.Text.Json.Nodes;

namespace Roundtable.Workspace.Disclosing;

/// <summary>Something that is not the same in two disclosures.</summary>
/// <param name="Where">Where: the title of an item, a class of rows, or a file.</param>
/// <param name="Before">What stood there; null for nothing.</param>
/// <param name="After">What stands there now; null for nothing.</param>
public sealed record DisclosureChange(string Where, string? Before, string? After)
{
    /// <summary>What changed, in the order of the later one; what it no longer has comes last.</summary>
    /// <exception cref="WorkspaceException">When they are of different kinds.</exception>
    public static IReadOnlyList<DisclosureChange> Between(RecordedDisclosure before, RecordedDisclosure after) => (before, after) switch
    {
        (RecordedDisclosure.OfForm one, RecordedDisclosure.OfForm other) when (string?)one.Form["form"] == (string?)other.Form["form"] =>
            Between(Items(one.Form), Items(other.Form)),
        (RecordedDisclosure.OfCommitment one, RecordedDisclosure.OfCommitment other) => Between(Classes(one), Classes(other)),
        (RecordedDisclosure.OfAttestation one, RecordedDisclosure.OfAttestation other) => Between(Files(one), Files(other)),
        _ => throw new WorkspaceException(
            ErrorKind.InvalidInput, "They cannot be compared: two forms of the same kind can, two commitments, and two attestations."),
    };

    /// <summary>As JSON.</summary>
    public JsonObject Json() => new() { ["where"] = Where, ["before"] = Before, ["after"] = After };

    private static List<DisclosureChange> Between(List<(string Where, string What)> before, List<(string Where, string What)> after)
    {
        var earlier = before.ToDictionary(b => b.Where, b => b.What, StringComparer.Ordinal);
        var later = after.Select(a => a.Where).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. after.Where(a => earlier.GetValueOrDefault(a.Where) != a.What).Select(a => new DisclosureChange(
                a.Where, earlier.GetValueOrDefault(a.Where), a.What)),
            .. before.Where(b => !later.Contains(b.Where)).Select(b => new DisclosureChange(b.Where, b.What, null)),
        ];
    }

    private static List<(string Where, string What)> Items(JsonObject form) =>
    [
        .. form["sections"]!.AsArray().SelectMany(s => s!["items"]!.AsArray(), (s, i) => (
            $"{s!["number"]} {i!["title"]} ({i["key"]})".Trim(),
            string.Join("; ", ((IEnumerable<string?>)[(string?)i["answer"], .. i["figures"]!.AsArray().Select(f => (string?)f!["text"])]).OfType<string>()
                .DefaultIfEmpty(((string)i["state"]!).Replace('-', ' '))))),
    ];

    private static List<(string Where, string What)> Classes(RecordedDisclosure.OfCommitment commitment)
    {
        var (corpus, total) = (commitment.Corpus, commitment.Corpus.Root.Sums.Total);
        return
        [
            ("all", Amount(total.Rows, total.Bytes)),
            .. corpus.Classes.Select((c, i) => (c.ToString(), Amount(corpus.Root.Sums[i].Rows, corpus.Root.Sums[i].Bytes))),
        ];
    }

    private static List<(string Where, string What)> Files(RecordedDisclosure.OfAttestation attestation) =>
        [("of", attestation.Subject), .. attestation.Statement.Files.Select(f => (f.Name, $"SHA-256 {f.Content}"))];

    private static string Amount(long rows, long bytes) => string.Create(
        CultureInfo.InvariantCulture, $"{rows:N0} {(rows == 1 ? "row" : "rows")}, {bytes:N0} bytes");
}
