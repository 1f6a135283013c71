using System.Text.Json;

namespace Roundtable.Corpus.Shapes;

/// <summary>Collects statistics of the fields of sampled rows.</summary>
internal sealed class JsonHead
{
    private readonly Dictionary<string, FieldFacts> _byName = new(StringComparer.Ordinal);

    /// <summary>The fields, in the order of their first occurrence.</summary>
    public List<FieldFacts> Fields { get; } = [];

    /// <summary>Adds a row; one that cannot be parsed is skipped.</summary>
    public void Add(ReadOnlyMemory<byte> row)
    {
        try
        {
            using var document = JsonDocument.Parse(row);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                Object(document.RootElement, "");
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // It is reported when the rows are read.
        }
    }

    /// <summary>Adds a text of a table.</summary>
    public void Add(string name, string text)
    {
        var facts = Facts(name);
        facts.Texts++;
        facts.Characters += text.Length;
    }

    private void Object(JsonElement element, string outer)
    {
        foreach (var property in element.EnumerateObject())
        {
            var name = outer + property.Name;
            var value = property.Value;
            switch (value.ValueKind)
            {
                case JsonValueKind.String:
                    Add(name, value.GetString()!);
                    break;
                case JsonValueKind.Array when IsList(value):
                    Facts(name).Lists++;
                    break;
                case JsonValueKind.Object when IsTurn(value):
                    Facts(name).Turns++;
                    break;
                case JsonValueKind.Object when outer.Length == 0:
                    Object(value, property.Name + ".");
                    break;
                case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                    Facts(name).Scalars++;
                    break;
                case JsonValueKind.Null:
                    Facts(name);
                    break;
            }
        }
    }

    private FieldFacts Facts(string name)
    {
        if (!_byName.TryGetValue(name, out var facts))
        {
            _byName[name] = facts = new FieldFacts(name);
            Fields.Add(facts);
        }

        return facts;
    }

    private static bool IsList(JsonElement array) =>
        array.EnumerateArray().FirstOrDefault() is { } first && (first.ValueKind == JsonValueKind.String || IsTurn(first));

    private static bool IsTurn(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
        && (Has(element, "content") || Has(element, "value") || Has(element, "text"))
        && (Has(element, "role") || Has(element, "from"));

    private static bool Has(JsonElement element, string name) => element.TryGetProperty(name, out _);
}
