using System.Text.Json.Serialization;
using Roundtable.Corpus.Origins;

namespace Roundtable.Corpus.Reports;

/// <summary>Rows of the same provenance, as far as is known: the unit that rulings on a corpus are made for.</summary>
/// <param name="Origin">Their origin.</param>
/// <param name="Models">The models that they name.</param>
/// <param name="Licences">The licences that they name.</param>
/// <param name="Leaf">The leaf of the log that they match.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="First">The first of them.</param>
public sealed record ReportGroup(Origin Origin, IReadOnlyList<string> Models, IReadOnlyList<string> Licences, long? Leaf, long Rows, RowPlace First)
{
    /// <summary>Identifies the group.</summary>
    [JsonIgnore]
    public string Key => KeyOf(Origin, Models, Licences, Leaf);

    /// <summary>The key of the group that a row belongs to.</summary>
    public static string KeyOf(Origin origin, IReadOnlyList<Evidence> evidence) => KeyOf(origin, ModelsOf(evidence), LicencesOf(evidence), LeafOf(evidence));

    /// <summary>The group of a row, without rows yet.</summary>
    internal static ReportGroup Of(Origin origin, IReadOnlyList<Evidence> evidence, RowPlace place) =>
        new(origin, ModelsOf(evidence), LicencesOf(evidence), LeafOf(evidence), 0, place);

    private static IReadOnlyList<string> ModelsOf(IReadOnlyList<Evidence> evidence) =>
        Names(evidence, e => e.Indicates == Origin.Synthetic && e.Strength >= Strength.Moderate ? e.Model : null);

    private static IReadOnlyList<string> LicencesOf(IReadOnlyList<Evidence> evidence) => Names(evidence, e => e.Licence);

    private static long? LeafOf(IReadOnlyList<Evidence> evidence) => evidence.FirstOrDefault(e => e.Leaf is not null)?.Leaf;

    private static IReadOnlyList<string> Names(IReadOnlyList<Evidence> evidence, Func<Evidence, string?> name) =>
        evidence.Count == 0 ? [] : [.. evidence.Select(name).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string KeyOf(Origin origin, IReadOnlyList<string> models, IReadOnlyList<string> licences, long? leaf) =>
        FormattableString.Invariant($"{origin}\n{string.Join('\u001F', models)}\n{string.Join('\u001F', licences)}\n{leaf}");
}
