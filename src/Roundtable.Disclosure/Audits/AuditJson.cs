using System.Text.Json.Nodes;
using Roundtable.Disclosure.Commitments;
using Roundtable.Disclosure.Sums;
using Roundtable.Record.Entries;

namespace Roundtable.Disclosure.Audits;

/// <summary>The parts of an <see cref="AuditFile"/> as JSON. Reading throws what System.Text.Json throws, or <see cref="FormatException"/>.</summary>
internal static class AuditJson
{
    public static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode> node) => new([.. items.Select(node)]);

    public static JsonObject Leaf(ProvedLeaf leaf) => new()
    {
        ["index"] = leaf.Index,
        ["leaf"] = Convert.ToBase64String(leaf.Entry),
        ["salt"] = leaf.Salt.ToString(),
        ["document"] = Convert.ToBase64String(leaf.Document),
        ["path"] = Array(leaf.Path, h => Convert.ToHexStringLower(h)),
    };

    public static ProvedLeaf Leaf(JsonNode json) => new(
        (long)json["index"]!,
        Convert.FromBase64String((string)json["leaf"]!),
        Digest.Parse((string)json["salt"]!),
        Convert.FromBase64String((string)json["document"]!),
        [.. Hashes(json["path"]!).Select(h => h.ToArray())]);

    public static JsonObject Node(SumNode node) => new() { ["hash"] = node.Hash.ToString(), ["sums"] = Sums(node.Sums) };

    public static SumNode Node(JsonNode json) => new(Digest.Parse((string)json["hash"]!), Sums(json["sums"]!));

    public static JsonObject Place(DistinctPlace place) => new()
    {
        ["index"] = place.Index,
        ["value"] = place.Value.ToString(),
        ["salt"] = Convert.ToHexStringLower(place.Salt),
        ["path"] = Array(place.Path, h => h.ToString()),
    };

    public static DistinctPlace Place(JsonNode json) =>
        new((long)json["index"]!, Digest.Parse((string)json["value"]!), Salt(json), [.. Hashes(json["path"]!)]);

    public static JsonObject Block(OpenedBlock block) => new()
    {
        ["index"] = block.Index,
        ["sums"] = Sums(block.Sums),
        ["up"] = Array(block.Up, u => (JsonNode)u),
    };

    public static OpenedBlock Block(JsonNode json) => new((long)json["index"]!, Sums(json["sums"]!), [.. json["up"]!.AsArray().Select(u => (int)u!)]);

    public static JsonObject Row(OpenedRow row)
    {
        var json = new JsonObject
        {
            ["block"] = row.Block,
            ["position"] = row.Position,
            ["start"] = Start(row.Start),
            ["salt"] = Convert.ToHexStringLower(row.Salt),
            ["content"] = Convert.ToBase64String(row.Content),
            ["path"] = Array(row.Path, h => h.ToString()),
        };
        if (row.Next is { } next)
        {
            json["next"] = new JsonObject
            {
                ["start"] = Start(next.Start),
                ["commitment"] = next.Commitment.ToString(),
                ["path"] = Array(next.Path, h => h.ToString()),
            };
        }

        return json;
    }

    public static OpenedRow Row(JsonNode json) => new(
        (int)json["block"]!,
        (int)json["position"]!,
        Start(json["start"]!),
        Salt(json),
        Convert.FromBase64String((string)json["content"]!),
        [.. Hashes(json["path"]!)],
        json["next"] is { } next ? new NextRow(Start(next["start"]!), Digest.Parse((string)next["commitment"]!), [.. Hashes(next["path"]!)]) : null);

    private static byte[] Salt(JsonNode json) => Convert.FromHexString((string)json["salt"]!) is { Length: RowSecrets.SaltLength } salt
        ? salt
        : throw new FormatException("a salt has another length");

    private static JsonArray Sums(ClassSums sums) =>
        Array(sums.Amounts, a => new JsonArray(a.Class, a.Amount.Rows, a.Amount.Bytes, a.Amount.Tokens));

    private static ClassSums Sums(JsonNode json) => new([.. json.AsArray().Select(a => a!.AsArray()).Select(a => a.Count == 4
        ? new ClassAmount((int)a[0]!, new Amount((long)a[1]!, (long)a[2]!, (long)a[3]!))
        : throw new FormatException("a sum has not four numbers"))]);

    private static JsonArray Start(RowStart start) => new(start.Bytes, start.Tokens);

    private static RowStart Start(JsonNode json) => json.AsArray() is { Count: 2 } pair
        ? new RowStart((long)pair[0]!, (long)pair[1]!)
        : throw new FormatException("a start has not two numbers");

    private static IEnumerable<Digest> Hashes(JsonNode json) => json.AsArray().Select(h => Digest.Parse((string)h!));
}
