using System.Text.Json;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;

namespace Roundtable.Workspace.Lineage;

/// <summary>What some leaves say of lineage, on its way into the index.</summary>
/// <param name="store">The log; null where only the starter set is taken in.</param>
/// <param name="registry">What was registered before these leaves.</param>
/// <param name="index">Numbers names.</param>
public sealed class LineageBatch(LogStore? store, RegistrySnapshot registry, LineageIndex index)
{
    /// <summary>Stands before the name by which a model was called.</summary>
    public const string CalledPrefix = "called:";

    /// <summary>Stands before the id of a session that answers belong to.</summary>
    public const string SessionPrefix = "session:";

    /// <summary>Stands before the id of a run that answers belong to.</summary>
    public const string RunPrefix = "run:";

    /// <summary>Stands before an id of which no leaf before says what it is the id of.</summary>
    public const string UnknownPrefix = "unknown:";

    private readonly List<(string? Name, long Leaf, string? SourceName, long SourceLeaf, short Code, bool Declared)> _steps = [];
    private readonly HashSet<string> _called = new(StringComparer.Ordinal);
    private readonly HashSet<string> _opened = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private RegistrySnapshot _registry = registry;

    /// <summary>How many steps it holds.</summary>
    public int Count => _steps.Count;

    /// <summary>The registry's entries among the leaves.</summary>
    public List<(long Leaf, DateTimeOffset Time, Digest Digest, byte[] Document)> Entries { get; } = [];

    /// <summary>The documents among the leaves that are listed by their kind: <see cref="RecordedDocuments"/>.</summary>
    public List<RecordedDocument> Documents { get; } = [];

    /// <summary>Names in calls whose model has to be looked up again.</summary>
    public HashSet<string> Called => _called;

    /// <summary>The steps, with names numbered.</summary>
    public IReadOnlyList<LineageStep> Steps()
    {
        foreach (var called in _called)
        {
            _steps.AddRange(_registry.Models(called[CalledPrefix.Length..]).Models
                .Select(m => ((string?)called, 0L, (string?)m.Entry.Id.ToString(), 0L, LineageStep.Means, false)));
        }

        var names = _steps.SelectMany(s => (string?[])[s.Name, s.SourceName]).OfType<string>().Concat(_opened);
        var numbers = index.Numbers([.. names.Distinct(StringComparer.Ordinal)]);
        return [.. _steps.Select(s => new LineageStep(
            s.Name is null ? LineageNode.OfLeaf(s.Leaf) : numbers[s.Name],
            s.SourceName is null ? LineageNode.OfLeaf(s.SourceLeaf) : numbers[s.SourceName],
            s.Code,
            s.Declared))];
    }

    /// <summary>Forgets what was written.</summary>
    public void Clear()
    {
        _steps.Clear();
        _called.Clear();
        _opened.Clear();
        Entries.Clear();
        Documents.Clear();
    }

    /// <summary>Takes in a leaf.</summary>
    public void Add(long number, ReadOnlySpan<byte> bytes)
    {
        Leaf leaf;
        try
        {
            // Of leaves there are by far the most exchanges, and of an exchange the producer alone is needed.
            if (bytes.IndexOf("\"kind\":\"exchange\""u8) >= 0 && bytes.IndexOf("\"inputs\":"u8) < 0)
            {
                AddExchange(number, bytes);
                return;
            }

            leaf = Leaf.Parse(bytes);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // 'log verify' tells of damage; what cannot be read has no lineage.
            return;
        }

        if (leaf.Kind is LeafKind.Model or LeafKind.Dataset or LeafKind.Terms or LeafKind.Provider or LeafKind.Organisation)
        {
            AddEntry(number, RecordLog.ReadLeaf(store!, number, bytes));
            return;
        }

        AddDocument(number, leaf, bytes);
        if (leaf is { Session: { } opened, Kind: LeafKind.Run or LeafKind.SessionOpened or LeafKind.ExternalTranscript })
        {
            _opened.Add((leaf.Kind == LeafKind.Run ? RunPrefix : SessionPrefix) + opened);
        }

        foreach (var input in leaf.Inputs)
        {
            _steps.Add((null, number, null, input, (short)EdgeKind.MadeWith, false));
        }

        if (leaf.Kind == LeafKind.ModelOutput && leaf.Producer is { } producer)
        {
            AddAnswer(number, producer.Connection, producer.Served ?? producer.Requested[(producer.Requested.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        }

        if (leaf is { Kind: LeafKind.Label, Session: { } run })
        {
            _steps.Add((LogArtifacts.LabelPrefix + run, 0, null, number, LineageStep.Holds, false));
        }

        if (leaf.Kind == LeafKind.TrainingSet)
        {
            AddDeclared(number, RecordLog.ReadLeaf(store!, number, bytes));
        }

        if (leaf.Session is { } session && leaf.Kind is LeafKind.ModelOutput or LeafKind.HumanContribution or LeafKind.ExternalTranscript)
        {
            _steps.Add((Holder(session), 0, null, number, LineageStep.Holds, false));
        }
    }

    /// <summary>What an answer belongs to. Sessions and runs have ids of one form: only the leaf with which either began says which it is.</summary>
    private string Holder(string id)
    {
        foreach (var name in (string[])[RunPrefix + id, SessionPrefix + id])
        {
            if (_opened.Contains(name) || _known.Contains(name) || (index.Find(name) is not null && _known.Add(name)))
            {
                return name;
            }
        }

        return UnknownPrefix + id;
    }

    /// <summary>Takes in an entry's own sources.</summary>
    public void AddSources(Entry entry)
    {
        var name = entry.Id.ToString();
        for (var i = 0; i < entry.Sources.Count; i++)
        {
            var (source, number) = (entry.Sources[i], i);
            _steps.AddRange(
                DeclaredSources.Targets(_registry, entry, source, number)
                    .Select(Resolve).Select(r => ((string?)name, 0L, r.Name, r.Leaf, (short)source.Kind, true)));
        }

        if (entry.Id.Kind is EntryKind.Model or EntryKind.Dataset)
        {
            _steps.Add((entry.Id.Unversioned, 0, name, 0, LineageStep.Means, false));
        }
    }

    /// <summary>Takes in an exchange. It names the model as its upstream does; an answer to a panel has the connection before it.</summary>
    private void AddExchange(long number, ReadOnlySpan<byte> bytes)
    {
        if (ExchangeProducer.Read(bytes) is { } producer)
        {
            AddAnswer(number, producer.Connection, producer.Model);
        }
    }

    private void AddAnswer(long number, string connection, string model)
    {
        var called = $"{CalledPrefix}{connection}/{model}";
        _steps.Add((null, number, called, 0, LineageStep.AnsweredBy, false));
        _called.Add(called);
    }

    private bool IsLabel(long number) =>
        store!.Leaves(number).FirstOrDefault() is { Length: > 0 } bytes && RecordLog.ReadLeaf(store, number, bytes.Span).Kind == LeafKind.Label;

    private void AddEntry(long number, Leaf leaf)
    {
        if (leaf.Document is not { } digest || store!.Content(digest) is not { } document || EntryReader.ReadJson(document) is not { } entry)
        {
            return;
        }

        Entries.Add((number, leaf.Time, digest, document));
        AddSources(entry);
        foreach (var input in leaf.Inputs)
        {
            // As rulings see it: a model that was made of a panel's labels was taught by the panel.
            var kind = entry is ModelEntry && IsLabel(input) ? EdgeKind.TaughtBy : EdgeKind.MadeWith;
            _steps.Add((entry.Id.ToString(), 0, null, input, (short)kind, false));
        }

        if (entry is ModelEntry)
        {
            _called.UnionWith(index.Named(CalledPrefix).Select(n => n.Name));
        }

        // Entries that follow may name this one without its version.
        _registry = RegistrySnapshot.Of([.. _registry.All(), new RegisteredEntry(entry, digest, number, leaf.Time)]);
    }

    private void AddDocument(long number, Leaf leaf, ReadOnlySpan<byte> bytes)
    {
        // Of rulings and contributions there are many; reports, and what is said to them, are of no session and say what they are.
        if (leaf.Kind is not (LeafKind.Disclosure or LeafKind.Ruling or LeafKind.HumanContribution)
            || (leaf.Kind != LeafKind.Disclosure && leaf.Session is not null)
            || RecordLog.ReadLeaf(store!, number, bytes).Document is not { } digest)
        {
            return;
        }

        if (leaf.Kind == LeafKind.Disclosure)
        {
            Documents.Add(new RecordedDocument(number, Kebab.Name(leaf.Kind), digest));
        }
        else if (store!.Content(digest) is { } document)
        {
            if (leaf.Kind == LeafKind.Ruling && document.AsSpan().IndexOf(RecordedDocuments.CutoffFormat) >= 0)
            {
                Documents.Add(new RecordedDocument(number, RecordedDocuments.CutoffAudit, digest));
            }
            else if (document.AsSpan().IndexOf(RecordedDocuments.WatchFormat) >= 0)
            {
                Documents.Add(new RecordedDocument(number, RecordedDocuments.Watch, digest));
            }
        }
    }

    private void AddDeclared(long number, Leaf leaf)
    {
        try
        {
            if (leaf.Document is { } digest && store!.Content(digest) is { } document)
            {
                _steps.AddRange(
                    from edge in EdgeJson.DeclaredBy(document)
                    let source = Resolve(edge.From)
                    select ((string?)null, number, source.Name, source.Leaf, (short)edge.Kind, edge.Declared));
            }
        }
        catch (FormatException)
        {
            // As with any leaf that cannot be read; rulings take it for unknown.
        }
    }

    private static (string? Name, long Leaf) Resolve(string target) =>
        target.StartsWith("leaf:", StringComparison.Ordinal) && long.TryParse(target.AsSpan(5), out var leaf) ? (null, leaf) : (target, 0);
}
