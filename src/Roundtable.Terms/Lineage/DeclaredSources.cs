using System.Globalization;
using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Lineage;

/// <summary>What entries declare of their sources, as edges of lineage.</summary>
public static class DeclaredSources
{
    private const string UnknownPrefix = "unknown:";

    /// <summary>
    /// The edges that an entry declares. A reference that means several things has an edge to each; a source that nobody could name has one to an
    /// artifact of its own, so that it counts.
    /// </summary>
    public static IEnumerable<LineageEdge> Edges(RegistrySnapshot registry, Entry entry) => entry.Sources.SelectMany(
        (source, number) => Targets(registry, entry, source, number)
            .Select(to => new LineageEdge(source.Kind, to, true, source.On, source.Citation) { Through = source.Through, Uses = source.Uses }));

    /// <summary>The artifact of a source that nobody could name; null where the id is of another kind.</summary>
    public static Artifact? Unknown(RegistrySnapshot registry, string id)
    {
        if (!id.StartsWith(UnknownPrefix, StringComparison.Ordinal) || id.LastIndexOf('#') is not (> 0 and var mark)
            || !int.TryParse(id.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || EntryReference.TryParse(id[UnknownPrefix.Length..mark]) is not { } reference
            || registry.Find(reference)?.Entry is not { } entry || number < 1 || number > entry.Sources.Count)
        {
            return null;
        }

        var source = entry.Sources[number - 1];
        var how = source.Count == 1 ? "a source" : FormattableString.Invariant($"{source.Count:N0} sources");
        var named = source.Named is { } words ? $", written as \"{words}\"," : "";
        return new Artifact(id, ArtifactKind.Unknown, $"{how} of {entry.Id.Brief}{named} that nobody could name");
    }

    /// <summary>The ids of what a declared source means.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="entry">The entry that declares it.</param>
    /// <param name="source">The source.</param>
    /// <param name="number">Its number among the entry's sources, from 0.</param>
    public static IReadOnlyList<string> Targets(RegistrySnapshot registry, Entry entry, SourceEdge source, int number) =>
        source.From.IsUnknown ? [FormattableString.Invariant($"{UnknownPrefix}{entry.Id}#{number + 1}")]
        : registry.Meant(source.From, entry.Id) is { Count: > 0 } meant ? [.. meant.Select(m => m.Entry.Id.ToString())]
        : [source.From.ToString()];
}
