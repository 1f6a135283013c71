using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Disclosure.Standards;

/// <summary>A ruling that is published with an entry.</summary>
/// <param name="Use">The use.</param>
/// <param name="Outcome">What was ruled.</param>
/// <param name="On">The day of the use.</param>
/// <param name="As">Who it was ruled for; null where nobody said.</param>
/// <param name="Conditions">What is to be kept, by its key in terms documents and its value.</param>
/// <param name="Leaf">The leaf that records it; null where none does.</param>
public sealed record PublishedRuling(
    Use Use, Outcome Outcome, DateOnly On, string? As, IReadOnlyList<(string Key, string Value)> Conditions, long? Leaf = null)
{
    /// <summary>The documents of terms that it rests on, as <c>name@version</c>.</summary>
    public IReadOnlyList<string> Terms { get; init; } = [];

    /// <summary>In words: <c>distil: allowed-if on 2026-11-30 for acme (attribution: Made with Acme)</c>.</summary>
    public string Text => $"{Kebab.Name(Use)}: {Kebab.Name(Outcome)} on {On.ToString("O", CultureInfo.InvariantCulture)}"
        + $"{(As is null ? "" : $" for {As}")}"
        + (Conditions.Count == 0 ? "" : $" ({string.Join("; ", Conditions.Select(c => $"{c.Key}: {c.Value}"))})");

    internal JsonObject Json() => new()
    {
        ["use"] = Kebab.Name(Use),
        ["outcome"] = Kebab.Name(Outcome),
        ["on"] = On.ToString("O", CultureInfo.InvariantCulture),
        ["as"] = As,
        ["conditions"] = new JsonArray([.. Conditions.Select(c => (JsonNode)new JsonArray(c.Key, c.Value))]),
        ["leaf"] = Leaf,
        ["terms"] = new JsonArray([.. Terms.Select(t => (JsonNode)t)]),
    };

    internal static PublishedRuling Read(JsonNode json) => new(
        Kebab.TryParse<Use>((string)json["use"]!, out var use) ? use : throw new FormatException("unknown use"),
        Kebab.TryParse<Outcome>((string)json["outcome"]!, out var outcome) ? outcome : throw new FormatException("unknown outcome"),
        DateOnly.ParseExact((string)json["on"]!, "O", CultureInfo.InvariantCulture),
        (string?)json["as"],
        [.. json["conditions"]!.AsArray().Select(c => ((string)c![0]!, (string)c[1]!))],
        (long?)json["leaf"])
    {
        Terms = [.. (json["terms"]?.AsArray() ?? []).Select(t => (string)t!)],
    };
}
