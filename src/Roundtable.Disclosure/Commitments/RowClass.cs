using System.Text.Json.Nodes;
using Roundtable.Corpus.Origins;
using Roundtable.Record.Wording;

namespace Roundtable.Disclosure.Commitments;

/// <summary>What rows are counted by: who wrote them, which models, and under which licences or terms they came.</summary>
/// <param name="Origin">The origin.</param>
/// <param name="Models">The models, ordinal; empty where none is known.</param>
/// <param name="Licences">The licences or documents of terms, ordinal; empty where none is known.</param>
public sealed record RowClass(Origin Origin, IReadOnlyList<string> Models, IReadOnlyList<string> Licences)
{
    /// <summary>Identifies the class.</summary>
    public string Key { get; } = $"{Kebab.Name(Origin)}\n{string.Join('\u001F', Models)}\n{string.Join('\u001F', Licences)}";

    /// <summary>A class of names in any order.</summary>
    public static RowClass Of(Origin origin, IEnumerable<string> models, IEnumerable<string> licences) => new(origin, Names(models), Names(licences));

    /// <inheritdoc/>
    public bool Equals(RowClass? other) => other is not null && Key == other.Key;

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Key);

    /// <summary>In a few words: <c>synthetic, openai/gpt-5, under MIT</c>.</summary>
    public override string ToString() => string.Join(", ", [Kebab.Name(Origin), .. Models, .. Licences.Select(l => $"under {l}")]);

    /// <summary>As JSON.</summary>
    public JsonObject Json() => new()
    {
        ["licences"] = new JsonArray([.. Licences.Select(l => (JsonNode)l)]),
        ["models"] = new JsonArray([.. Models.Select(m => (JsonNode)m)]),
        ["origin"] = Kebab.Name(Origin),
    };

    /// <summary>Reads a class.</summary>
    /// <exception cref="FormatException">When it is none.</exception>
    public static RowClass Read(JsonObject json) => new(
        Kebab.TryParse<Origin>((string)json["origin"]!, out var origin) ? origin : throw new FormatException("unknown origin"),
        [.. json["models"]!.AsArray().Select(m => (string)m!)],
        [.. json["licences"]!.AsArray().Select(l => (string)l!)]);

    private static string[] Names(IEnumerable<string> names) => [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
