using System.Globalization;
using System.Text.Json;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Workspace.Judging;

/// <summary>What an earlier ruling said, read from its document (docs/formats/ruling.md).</summary>
/// <param name="Content">Id of the content.</param>
/// <param name="Use">The use.</param>
/// <param name="On">The day of the use.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Conditions">The conditions, each as its key and its value.</param>
/// <param name="Grounds">What the grounds cited, and with which outcome.</param>
public sealed record RecordedRuling(
    string Content, Use Use, DateOnly On, Outcome Outcome, IReadOnlySet<string> Conditions, IReadOnlySet<string> Grounds)
{
    /// <summary>The organisation that asked; null where unknown.</summary>
    public string? As { get; init; }

    /// <summary>The organisation that was served; null where unknown.</summary>
    public string? Serves { get; init; }

    /// <summary>The region of those who were served; null where unknown.</summary>
    public string? ServedIn { get; init; }

    /// <summary>The version of the rules.</summary>
    public int Rules { get; init; } = 1;

    /// <summary>Whether it asked what was, and not what would be.</summary>
    public bool IsActual { get; init; } = true;

    /// <summary>Whether the same can be asked again; a file of rows cannot be found by its digest.</summary>
    public bool CanBeMadeAgain => IsActual && !Content.StartsWith("file:", StringComparison.Ordinal);

    /// <summary>Reads a document; null where it is no ruling.</summary>
    public static RecordedRuling? Read(JsonElement ruling)
    {
        if (ruling.ValueKind != JsonValueKind.Object || Text(ruling, "use") is not { } name || !Kebab.TryParse<Use>(name, out var use)
            || Text(ruling, "outcome") is not { } answer || !Kebab.TryParse<Outcome>(answer, out var outcome)
            || !ruling.TryGetProperty("content", out var content) || content.ValueKind != JsonValueKind.Object || Text(content, "id") is not { } id
            || !DateOnly.TryParseExact(Text(ruling, "on"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on))
        {
            return null;
        }

        return new RecordedRuling(
            id,
            use,
            on,
            outcome,
            Items(ruling, "conditions").SelectMany(c => c.EnumerateObject()).Select(c => $"{c.Name}: {c.Value}").ToHashSet(StringComparer.Ordinal),
            Items(ruling, "grounds").Select(Key).ToHashSet(StringComparer.Ordinal))
        {
            As = Text(ruling, "as"),
            Serves = Text(ruling, "serves"),
            ServedIn = Text(ruling, "served-in"),
            Rules = ruling.TryGetProperty("rules", out var rules) && rules.TryGetInt32(out var version) ? version : 1,
            IsActual = !ruling.TryGetProperty("obtained", out _) && !ruling.TryGetProperty("without", out _),
        };
    }

    /// <summary>What a ground cites, and with which outcome.</summary>
    public static string Key(Ground ground) => string.Join(
        '|',
        Kebab.Name(ground.Outcome),
        ground.Terms?.Entry.Id.ToString(),
        ground.Subject is { } subject ? Kebab.Name(subject) : null,
        ground.Clause?.Number.ToString(CultureInfo.InvariantCulture),
        ground.Edge is null ? null : "edge",
        ground.Terms is null ? ground.Summary : null);

    private static string Key(JsonElement ground) => string.Join(
        '|',
        Text(ground, "outcome"),
        Text(ground, "entry"),
        Text(ground, "subject"),
        ground.TryGetProperty("clause", out var clause) ? clause.ToString() : null,
        ground.TryGetProperty("breach", out _) ? "edge" : null,
        ground.TryGetProperty("entry", out _) ? null : Text(ground, "says"));

    private static IEnumerable<JsonElement> Items(JsonElement of, string name) =>
        of.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array
            ? items.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object)
            : [];

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
