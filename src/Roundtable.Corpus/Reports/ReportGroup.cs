using System.Text.Json.Serialization;
using Roundtable.Corpus.Origins;

namespace Roundtable.Corpus.Reports;

/// <summary>Rows that came from the same, as far as is known: what a ruling on the corpus is made for.</summary>
/// <param name="Origin">Their origin.</param>
/// <param name="Models">The models that they name.</param>
/// <param name="Licences">The licences that they name.</param>
/// <param name="Leaf">The leaf of the log that they are equal to, or near.</param>
/// <param name="Rows">How many there are.</param>
/// <param name="First">The first of them.</param>
public sealed record ReportGroup(Origin Origin, IReadOnlyList<string> Models, IReadOnlyList<string> Licences, long? Leaf, long Rows, RowPlace First)
{
    /// <summary>What rows of this group have in common, and no others.</summary>
    [JsonIgnore]
    public string Key => KeyOf(Origin, Models, Licences, Leaf);

    /// <summary>The key of the group that a row belongs to.</summary>
    public static string KeyOf(Origin origin, IReadOnlyList<Evidence> evidence) =>
        KeyOf(origin, Names(evidence, e => e.Indicates == Origin.Synthetic && e.Strength >= Strength.Moderate ? e.Model : null), Names(evidence, e => e.Licence), evidence.FirstOrDefault(e => e.Leaf is not null)?.Leaf);

    /// <summary>The names that evidence has, each once, in order.</summary>
    internal static IReadOnlyList<string> Names(IReadOnlyList<Evidence> evidence, Func<Evidence, string?> name) =>
        evidence.Count == 0 ? [] : [.. evidence.Select(name).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string KeyOf(Origin origin, IReadOnlyList<string> models, IReadOnlyList<string> licences, long? leaf) =>
        FormattableString.Invariant($"{origin}\n{string.Join('\u001F', models)}\n{string.Join('\u001F', licences)}\n{leaf}");
}
