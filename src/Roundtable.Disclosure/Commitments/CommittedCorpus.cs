using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Disclosure.Sums;
using Roundtable.Record.Entries;

namespace Roundtable.Disclosure.Commitments;

/// <summary>
/// What an owner commits to: the document of a leaf. It has the root of a sum tree over the rows and the totals by class, and no text, digest or size of any
/// one row. docs/formats/disclosure.md.
/// </summary>
/// <param name="Id">The commitment's id, with which salts are derived.</param>
/// <param name="Name">What the corpus is called.</param>
/// <param name="Source">What its rows are: <c>scan</c> or <c>set</c>.</param>
/// <param name="SourceRoot">The root of the scan or the set that the rows were taken from.</param>
/// <param name="Tokens">The encoding whose tokens were counted; null where none were.</param>
/// <param name="Classes">The classes, ascending.</param>
/// <param name="Root">The root of the tree, with the totals of each class.</param>
/// <param name="Distinct">How many different contents the rows have.</param>
/// <param name="DistinctRoot">The root of the sorted tree over them.</param>
public sealed record CommittedCorpus(
    string Id, string Name, string Source, Digest SourceRoot, string? Tokens, IReadOnlyList<RowClass> Classes, SumNode Root, long Distinct, Digest DistinctRoot)
{
    /// <summary>The version of the format that is written and read.</summary>
    public const string Current = "roundtable-commitment/1";

    /// <summary>The number of rows.</summary>
    public long Rows => Root.Sums.Total.Rows;

    /// <summary>The number of blocks.</summary>
    public long Blocks => (Rows + RowBlock.Size - 1) / RowBlock.Size;

    /// <summary>The bytes of the document: canonical JSON (RFC 8785).</summary>
    public byte[] Write()
    {
        var total = Root.Sums.Total;
        var json = new JsonObject
        {
            ["format"] = Current,
            ["id"] = Id,
            ["name"] = Name,
            ["source"] = new JsonObject { ["kind"] = Source, ["root"] = SourceRoot.ToString() },
            ["root"] = Root.Hash.ToString(),
            ["distinct"] = new JsonObject { ["count"] = Distinct, ["root"] = DistinctRoot.ToString() },
            ["total"] = Write(new JsonObject(), total),
            ["classes"] = new JsonArray([.. Classes.Select((c, i) => (JsonNode)Write(c.Json(), Root.Sums[i]))]),
        };
        if (Tokens is not null)
        {
            json["tokens"] = Tokens;
        }

        return CanonicalJson.Write(json);
    }

    /// <summary>Reads a document.</summary>
    /// <exception cref="FormatException">When it is not one of this version in canonical form, or its sums do not add up.</exception>
    public static CommittedCorpus Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var json = JsonNode.Parse(bytes)!.AsObject();
            if ((string?)json["format"] is var format && format != Current)
            {
                throw new FormatException(
                    format?.StartsWith("roundtable-commitment/", StringComparison.Ordinal) == true
                        ? "a newer program wrote the commitment: update roundtable" : "it is no commitment");
            }

            var classes = json["classes"]!.AsArray().Select(c => c!.AsObject()).ToList();
            var sums = new ClassSums([.. classes.Select((c, i) => new ClassAmount(i, Amount(c)))]);
            var corpus = new CommittedCorpus(
                (string)json["id"]!,
                (string)json["name"]!,
                (string)json["source"]!["kind"]!,
                Digest.Parse((string)json["source"]!["root"]!),
                (string?)json["tokens"],
                [.. classes.Select(RowClass.Read)],
                new SumNode(Digest.Parse((string)json["root"]!), sums),
                (long)json["distinct"]!["count"]!,
                Digest.Parse((string)json["distinct"]!["root"]!));
            return corpus.Classes.Zip(corpus.Classes.Skip(1)).Any(p => string.CompareOrdinal(p.First.Key, p.Second.Key) >= 0)
                ? throw new FormatException("a class is named twice, or they are not in order")
                : corpus.Write().AsSpan().SequenceEqual(bytes)
                    ? corpus
                    : throw new FormatException("the commitment is not in canonical form, or its totals are not the sums of its classes");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or ArgumentException or OverflowException)
        {
            throw new FormatException("it is no commitment", e);
        }
    }

    private static JsonObject Write(JsonObject json, Amount amount)
    {
        (json["rows"], json["bytes"], json["tokenCount"]) = (amount.Rows, amount.Bytes, amount.Tokens);
        return json;
    }

    private static Amount Amount(JsonObject json) => new((long)json["rows"]!, (long)json["bytes"]!, (long)json["tokenCount"]!);
}
