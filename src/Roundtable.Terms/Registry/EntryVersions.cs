using Roundtable.Record.Wording;

namespace Roundtable.Terms.Registry;

/// <summary>The entries that apply, by kind and name, ignoring case; the versions of each from the oldest on.</summary>
/// <remarks>Dictionaries over strings and lists of classes only: .NET compiles code over structures anew at each start of a short command.</remarks>
internal sealed class EntryVersions
{
    private readonly Dictionary<string, List<RegisteredEntry>>[] _byKind =
        [.. Kebab.Names<EntryKind>().Select(_ => new Dictionary<string, List<RegisteredEntry>>(StringComparer.Ordinal))];

    /// <param name="entries">One entry for each version.</param>
    public EntryVersions(IEnumerable<RegisteredEntry> entries)
    {
        foreach (var entry in entries)
        {
            var (names, name) = (Names(entry.Entry.Id.Kind), entry.Entry.Id.Name.ToLowerInvariant());
            if (!names.TryGetValue(name, out var versions))
            {
                names.Add(name, versions = []);
            }

            versions.Add(entry);
        }

        foreach (var versions in _byKind.SelectMany(names => names.Values).Where(v => v.Count > 1))
        {
            versions.Sort(static (a, b) => Began(a).CompareTo(Began(b)) is var order and not 0
                ? order
                : string.CompareOrdinal(a.Entry.Id.Version, b.Entry.Id.Version));
        }
    }

    /// <summary>The versions of one name, the oldest first; empty where there is none.</summary>
    public IReadOnlyList<RegisteredEntry> Of(EntryKind kind, string name) =>
        Names(kind).TryGetValue(name.ToLowerInvariant(), out var versions) ? versions : [];

    /// <summary>All of a kind, by name and version.</summary>
    public IEnumerable<RegisteredEntry> All(EntryKind kind) => Ordered(kind).SelectMany(v => v);

    /// <summary>All of every kind.</summary>
    public IEnumerable<RegisteredEntry> All()
    {
        for (var kind = 0; kind < _byKind.Length; kind++)
        {
            foreach (var entry in All((EntryKind)kind))
            {
                yield return entry;
            }
        }
    }

    /// <summary>The latest version of each name of a kind, by name.</summary>
    public IEnumerable<RegisteredEntry> Latest(EntryKind kind) => Ordered(kind).Select(v => v[^1]);

    private Dictionary<string, List<RegisteredEntry>> Names(EntryKind kind) => _byKind[(int)kind];

    private IEnumerable<List<RegisteredEntry>> Ordered(EntryKind kind) => Names(kind).Keys.Order(StringComparer.Ordinal).Select(n => Names(kind)[n]);

    private static DateOnly Began(RegisteredEntry entry) => entry.Entry is TermsEntry terms ? terms.From : DateOnly.MinValue;
}
