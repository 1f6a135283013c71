
namespace Roundtable.Terms.Registry;

/// <summary>The registry at one moment: every entry with its history, and which revisions and versions apply.</summary>
public sealed class RegistrySnapshot
{
    private readonly Dictionary<EntryId, List<RegisteredEntry>> _history;

    private readonly EntryVersions _current;
    private readonly Dictionary<string, List<string>> _aliases = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<ILookup<string, RegisteredEntry>> _owned;
    private readonly Lazy<ModelNames> _models;

    private RegistrySnapshot(Dictionary<EntryId, List<RegisteredEntry>> history)
    {
        _history = history;
        _current = new EntryVersions(history.Values.Select(Counting));
        foreach (var terms in All(EntryKind.Terms).Select(e => (TermsEntry)e.Entry))
        {
            foreach (var also in terms.Aliases)
            {
                if (!_aliases.TryGetValue(also, out var names))
                {
                    _aliases.Add(also, names = []);
                }

                if (!names.Contains(terms.Id.Name, StringComparer.OrdinalIgnoreCase))
                {
                    names.Add(terms.Id.Name);
                }
            }
        }

        _models = new Lazy<ModelNames>(() => new ModelNames(
            [.. _current.Latest(EntryKind.Model)],
            name => EntryReference.TryParse(name) is { Version: not null } versioned
                ? Find(versioned with { Kind = EntryKind.Model })
                : Versions(EntryKind.Model, name).LastOrDefault()));
        _owned = new Lazy<ILookup<string, RegisteredEntry>>(
            () => _current.Latest(EntryKind.Model).Concat(_current.Latest(EntryKind.Provider)).Where(e => e.Entry.Owner is not null)
                .ToLookup(e => e.Entry.Owner!, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The registry of these entries; of two with the same revision the later in the sequence applies.</summary>
    public static RegistrySnapshot Of(IEnumerable<RegisteredEntry> entries)
    {
        Dictionary<EntryId, List<RegisteredEntry>> history = new(new SameName());
        foreach (var entry in entries)
        {
            if (!history.TryGetValue(entry.Entry.Id, out var revisions))
            {
                history.Add(entry.Entry.Id, revisions = []);
            }

            revisions.RemoveAll(r => r.Digest == entry.Digest && r.Leaf is null);
            revisions.Add(entry);
        }

        return new RegistrySnapshot(history);
    }

    /// <summary>The current entries of a kind, by name and version.</summary>
    public IEnumerable<RegisteredEntry> All(EntryKind kind) => _current.All(kind);

    /// <summary>The current entries of every kind.</summary>
    public IEnumerable<RegisteredEntry> All() => _current.All();

    /// <summary>Every revision of a version, in the order of registration; empty where it is unknown.</summary>
    public IReadOnlyList<RegisteredEntry> History(EntryId id) => _history.TryGetValue(id, out var revisions) ? revisions : [];

    /// <summary>The versions of an entry, oldest first; terms are found by their aliases too.</summary>
    public IReadOnlyList<RegisteredEntry> Versions(EntryKind kind, string name) =>
        _current.Of(kind, name) is { Count: > 0 } versions ? versions
        : kind == EntryKind.Terms && _aliases.TryGetValue(name, out var real) ? _current.Of(kind, real[0])
        : [];

    /// <summary>
    /// The documents that a name of terms means: the one of that name, and those that give it as another name of theirs. Where there are several, all of
    /// them count: who adds a document does not take a name away from another.
    /// </summary>
    public IReadOnlyList<string> TermsCalled(string name)
    {
        IReadOnlyList<string> also = _aliases.TryGetValue(name, out var names) ? names : [];
        return _current.Of(EntryKind.Terms, name).Count == 0 ? also
            : [name, .. also.Where(a => !SameText(a, name))];
    }

    /// <summary>An organisation in its latest version; null where it is unknown.</summary>
    public OrganisationEntry? Organisation(string? name) =>
        name is null ? null : Versions(EntryKind.Organisation, name).LastOrDefault()?.Entry as OrganisationEntry;

    /// <summary>The models of an organisation in their latest versions.</summary>
    public IEnumerable<ModelEntry> ModelsOf(string? organisation) => OwnedBy(organisation).Select(e => e.Entry).OfType<ModelEntry>();

    /// <summary>The providers that belong to an organisation.</summary>
    public IEnumerable<RegisteredEntry> ProvidersOf(string? organisation) => OwnedBy(organisation).Where(e => e.Entry is ProviderEntry);

    private IEnumerable<RegisteredEntry> OwnedBy(string? organisation) => organisation is null ? [] : _owned.Value[organisation];

    /// <summary>The entry that a reference names, in its latest version where the reference has none; null where there is none.</summary>
    public RegisteredEntry? Find(EntryReference reference) =>
        (reference.Kind is { } kind ? [kind] : Enum.GetValues<EntryKind>())
            .Select(k => Versions(k, reference.Name).LastOrDefault(e => reference.Version is null || Same(e.Entry.Id.Version, reference.Version)))
            .FirstOrDefault(e => e is not null);

    /// <summary>The terms that a reference names and that are in force on a day; where there are none, null and why.</summary>
    /// <remarks>Where a name means several documents, it is the first of them; <see cref="InForceEach"/> has all.</remarks>
    public (RegisteredEntry? Terms, string? Why) InForce(EntryReference reference, DateOnly day)
    {
        var versions = Versions(EntryKind.Terms, reference.Name);
        if (versions.Count == 0)
        {
            return (null, $"the registry has no terms '{reference.Name}'");
        }

        if (reference.Version is not null && !versions.Any(v => reference.Fits(v.Entry.Id)))
        {
            return (null, $"the registry has no version '{reference.Version}' of the terms '{reference.Name}'");
        }

        if (versions.LastOrDefault(v => ((TermsEntry)v.Entry).From <= day) is not { Entry: TermsEntry terms } last)
        {
            var first = FormattableString.Invariant($"the first begins on {((TermsEntry)versions[0].Entry).From:yyyy-MM-dd}");
            return (null, FormattableString.Invariant($"no version of '{reference.Name}' was in force on {day:yyyy-MM-dd}: {first}"));
        }

        var version = terms.Id.Version;
        if (terms.Until < day)
        {
            var ended = FormattableString.Invariant($"'{version}' ended on {terms.Until:yyyy-MM-dd}");
            return (null, FormattableString.Invariant($"no version of '{reference.Name}' was in force on {day:yyyy-MM-dd}: {ended}"));
        }

        return reference.Version is not null && !Same(version, reference.Version)
            ? (null, FormattableString.Invariant($"'{reference.Brief}' is named, and on {day:yyyy-MM-dd} version '{version}' was in force"))
            : (last, null);
    }

    /// <summary>The version in force of each document that a reference means, as <see cref="InForce"/> finds it.</summary>
    public IEnumerable<(RegisteredEntry? Terms, string? Why)> InForceEach(EntryReference reference, DateOnly day) =>
        TermsCalled(reference.Name) is { Count: > 0 } names ? names.Select(n => InForce(reference with { Name = n }, day)) : [InForce(reference, day)];

    /// <summary>
    /// The models that a name refers to: the one with that name, else those whose patterns match the part after the last slash. A more
    /// specific pattern replaces a wider one of the same vendor; otherwise all that match apply, and the match says so.
    /// </summary>
    public ModelMatch Models(string name) => _models.Value.Find(name);

    /// <summary>The one model that a name refers to; null where there is none, or several apply.</summary>
    public RegisteredEntry? Model(string name) => Models(name) is { Models: [var only] } ? only : null;

    /// <summary>
    /// The entries that a reference to a source means: the datasets and models that it names, and the models that it refers to by one of their names,
    /// as cards do (<c>meta-llama/Llama-3.1-8B-Instruct</c>). Empty where nothing is known.
    /// </summary>
    /// <param name="reference">The reference.</param>
    /// <param name="by">Whose source it is: nothing is its own source because one of its names fits what it came from.</param>
    public IReadOnlyList<RegisteredEntry> Meant(EntryReference reference, EntryId? by = null)
    {
        if (reference.IsUnknown)
        {
            return [];
        }

        List<RegisteredEntry> meant = [];
        if (reference.Kind is null or EntryKind.Dataset && Find(reference with { Kind = EntryKind.Dataset }) is { } dataset)
        {
            meant.Add(dataset);
        }

        if (reference.Kind is null or EntryKind.Model)
        {
            if (reference.Version is not null)
            {
                meant.AddRange(((RegisteredEntry?[])[Find(reference with { Kind = EntryKind.Model })]).OfType<RegisteredEntry>());
            }
            else if (Models(reference.Name).Models is var models && (models is [var only] && SameText(only.Entry.Id.Name, reference.Name)
                || !models.Any(m => by is not null && SameText(m.Entry.Id.Unversioned, by.Unversioned))))
            {
                meant.AddRange(models);
            }
        }

        return meant;
    }

    /// <summary>Why an entry cannot be added, in one sentence; null where it can, or already exists.</summary>
    public string? Refusal(Entry entry)
    {
        var revisions = History(entry.Id);
        var highest = revisions.Count == 0 ? 0 : revisions.Max(r => r.Entry.Revision);
        if (revisions.Any(r => r.Digest == RegisteredEntry.Starter(entry).Digest))
        {
            return null;
        }

        if (entry.Revision <= highest)
        {
            return FormattableString.Invariant($"{entry.Id} is already registered, and entries are immutable: ")
                + FormattableString.Invariant($"write a correction as 'revision: {highest + 1}' with 'correction' (what was wrong); ")
                + "new terms or a new model need another version.";
        }

        return entry.Revision != highest + 1
            ? FormattableString.Invariant($"{entry.Id} has {highest} {(highest == 1 ? "revision" : "revisions")}, ")
                + FormattableString.Invariant($"so the next is 'revision: {highest + 1}', not {entry.Revision}.")
            : entry is TermsEntry terms ? Overlap(terms) : null;
    }

    private string? Overlap(TermsEntry terms)
    {
        foreach (var other in Versions(EntryKind.Terms, terms.Id.Name).Select(v => (TermsEntry)v.Entry).Where(v => v.Id.Version != terms.Id.Version))
        {
            var (first, second) = other.From <= terms.From ? (other, terms) : (terms, other);
            if (first.From == second.From || first.Until >= second.From)
            {
                return $"The versions '{first.Id.Version}' and '{second.Id.Version}' of {terms.Id.Unversioned} overlap: "
                    + FormattableString.Invariant($"{second.From:yyyy-MM-dd} lies in both. Give the earlier one an 'until' before that day.");
            }
        }

        return null;
    }

    private static bool SameText(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static bool Same(string version, string other) => string.Equals(version, other, StringComparison.OrdinalIgnoreCase);

    private static RegisteredEntry Counting(List<RegisteredEntry> revisions)
    {
        var last = revisions.Aggregate((a, b) => b.Entry.Revision >= a.Entry.Revision ? b : a);
        return last.Entry is TermsEntry { FromIsUnknown: true } terms
            ? last with { Entry = terms with { From = revisions.Min(r => ((TermsEntry)r.Entry).Source.Read) } }
            : last;
    }

    private sealed class SameName : IEqualityComparer<EntryId>
    {
        public bool Equals(EntryId? x, EntryId? y) => x!.Kind == y!.Kind && string.Equals(x.ToString(), y.ToString(), StringComparison.OrdinalIgnoreCase);

        public int GetHashCode(EntryId obj) => StringComparer.OrdinalIgnoreCase.GetHashCode(obj.ToString());
    }
}
