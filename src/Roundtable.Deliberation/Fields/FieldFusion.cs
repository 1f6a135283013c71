using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Deliberation.Answers;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Fields;

/// <summary>Fuses the seats' JSON documents field by field. A pure function of them and of what the moderator chose.</summary>
internal sealed class FieldFusion
{
    private readonly AnswerSchema _schema;
    private readonly IReadOnlyDictionary<string, JsonElement> _chosen;
    private readonly List<FieldResult> _fields = [];
    private readonly List<FieldNode> _open = [];

    private FieldFusion(AnswerSchema schema, IReadOnlyDictionary<string, JsonElement> chosen) => (_schema, _chosen) = (schema, chosen);

    /// <summary>The fused document.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="given">The answers that count, by seat; at least one.</param>
    /// <param name="chosen">What the moderator chose, by path: one of the values that seats gave there.</param>
    public static FusedFields Of(AnswerSchema schema, IReadOnlyList<Answer> given, IReadOnlyDictionary<string, JsonElement> chosen) =>
        Of(schema, Root(given, schema), chosen);

    /// <summary>The fused document where no moderator chooses.</summary>
    public static FusedFields Of(AnswerSchema schema, IReadOnlyList<(int Seat, JsonElement Value)> given) => Of(
        schema,
        new FieldNode("", [.. given.Select(g => (g.Seat, (JsonElement?)g.Value))], SchemaWalk.IsChosen(schema.Json, [schema.Json])),
        new Dictionary<string, JsonElement>(StringComparer.Ordinal));

    private static FusedFields Of(AnswerSchema schema, FieldNode root, IReadOnlyDictionary<string, JsonElement> chosen)
    {
        var fusion = new FieldFusion(schema, chosen);
        var node = fusion.Fuse(root, [schema.Json]);
        var value = JsonElement.Parse(CanonicalJson.Write(node));
        return new FusedFields(value, fusion._fields, schema.Problems(value));
    }

    /// <summary>The texts that the program does not fuse: free ones that differ.</summary>
    public static IReadOnlyList<FieldNode> Open(AnswerSchema schema, IReadOnlyList<Answer> given)
    {
        var fusion = new FieldFusion(schema, new Dictionary<string, JsonElement>(StringComparer.Ordinal));
        fusion.Fuse(Root(given, schema), [schema.Json]);
        return fusion._open;
    }

    private static FieldNode Root(IReadOnlyList<Answer> given, AnswerSchema schema) =>
        new("", [.. given.Select(a => (a.Seat, a.Value))], SchemaWalk.IsChosen(schema.Json, [schema.Json]));

    private JsonNode? Fuse(FieldNode node, IReadOnlyList<JsonElement> schemas)
    {
        var values = node.Values;
        if (values.Count == 1)
        {
            return Settle(node, FieldRule.Equal, values[0].Value);
        }

        // Objects are fused by member, whether or not one of them is frequent: the seats may agree on some of it.
        return node.AreAll(JsonValueKind.Object) ? Members(node, schemas)
            : node.AreAll(JsonValueKind.Number) && !node.Chosen ? Settle(node, FieldRule.Median, Median(node.Present))
            : node.AreAll(JsonValueKind.Array) && !node.Chosen ? Items(node)
            : node.AreAll(JsonValueKind.String) && !node.Chosen ? Text(node)
            : Vote(node);
    }

    private JsonObject Members(FieldNode node, IReadOnlyList<JsonElement> schemas)
    {
        var fused = new JsonObject();
        var at = _fields.Count;
        var seats = node.Given.Where(g => g.Value is not null).ToList();
        var names = node.Present.SelectMany(o => o.EnumerateObject().Select(m => m.Name)).Distinct(StringComparer.Ordinal);
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            var inner = SchemaWalk.Member(_schema.Json, schemas, name);
            var path = $"{node.Path}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
            var member = new FieldNode(
                path,
                [.. seats.Select(s => (s.Seat, s.Value!.Value.TryGetProperty(name, out var value) ? value : (JsonElement?)null))],
                SchemaWalk.IsChosen(_schema.Json, inner));
            if (member.Given.Count(g => g.Value is null) * 2 > member.Given.Count)
            {
                Settle(member, FieldRule.LeftOut, null);
                continue;
            }

            // Half left it out and half gave it: it is given, and what it is, those that gave it decide.
            fused[name] = Fuse(member.Values.Count == 2 && member.Given.Any(g => g.Value is null) ? member : Given(member), inner);
        }

        var value = JsonElement.Parse(CanonicalJson.Write(fused));
        _fields.Insert(at, new FieldResult(node.Path, FieldRule.Members, value, node.Agree(value), []));
        return fused;
    }

    /// <summary>A place as those see it that gave a value there.</summary>
    private static FieldNode Given(FieldNode node) => node with { Given = [.. node.Given.Where(g => g.Value is not null)] };

    private JsonNode? Items(FieldNode node)
    {
        var lists = node.Present;
        List<JsonElement> items = [];
        foreach (var item in lists.SelectMany(l => l.EnumerateArray()))
        {
            var given = lists.Count(l => l.EnumerateArray().Any(i => JsonElement.DeepEquals(i, item)));
            if (given * 2 > lists.Count && !items.Exists(i => JsonElement.DeepEquals(i, item)))
            {
                items.Add(item);
            }
        }

        // A list on whose items nobody agrees is no answer: one of those given is.
        return items.Count == 0 ? Vote(node) : Settle(node, FieldRule.Items, JsonElement.Parse($"[{string.Join(',', items.Select(i => i.GetRawText()))}]"));
    }

    private JsonNode? Text(FieldNode node)
    {
        _open.Add(node);
        return _chosen.TryGetValue(node.Path, out var value) && node.Agree(value).Count > 0 ? Settle(node, FieldRule.Moderator, value) : Vote(node);
    }

    private JsonNode? Vote(FieldNode node)
    {
        var values = node.Values.Where(v => v.Value is not null).ToList();
        var tied = values.Count > 1 && values[1].Seats.Count == values[0].Seats.Count;
        var first = tied ? values.Where(v => v.Seats.Count == values[0].Seats.Count).MinBy(v => v.Seats[0])! : values[0];
        return Settle(node, tied ? FieldRule.Tie : FieldRule.Vote, first.Value);
    }

    private static JsonElement Median(IReadOnlyList<JsonElement> numbers)
    {
        var sorted = numbers.OrderBy(n => n.GetDouble()).ToList();
        var (lower, upper) = (sorted[(sorted.Count - 1) / 2], sorted[sorted.Count / 2]);
        var whole = numbers.All(n => double.IsInteger(n.GetDouble()));
        return whole || lower.GetDouble() == upper.GetDouble()
            ? lower
            : JsonElement.Parse(CanonicalJson.Write(JsonValue.Create((lower.GetDouble() / 2) + (upper.GetDouble() / 2))));
    }

    private JsonNode? Settle(FieldNode node, FieldRule rule, JsonElement? value)
    {
        _fields.Add(new FieldResult(node.Path, rule, value, value is null && rule != FieldRule.LeftOut ? [] : node.Agree(value), node.Values));
        return value is { } given ? JsonNode.Parse(given.GetRawText()) : null;
    }
}
