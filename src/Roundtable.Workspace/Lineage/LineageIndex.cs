using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Roundtable.Record.Storage;
using Roundtable.Terms.Registry;

namespace Roundtable.Workspace.Lineage;

/// <summary>
/// What came from what, and where the registry's entries stand: an index over the log that can be thrown away and made again. Questions
/// up and down are one recursive query each. In files it is SQLite, in a database it is tables beside the log's.
/// </summary>
/// <param name="database">The open connection; it is let go with the index.</param>
/// <param name="prefix">What stands before the names of tables.</param>
public abstract class LineageIndex(DbConnection database, string prefix) : IDisposable
{
    private const int BatchSize = 20_000;
    private const int MaxKept = 16;

    private static readonly ConcurrentDictionary<string, (string Stamp, RegistrySnapshot Registry)> _kept = new(StringComparer.Ordinal);

    private RegistrySnapshot? _own;

    /// <summary>Changes with the tables and with the starter set; an index of another stamp is made anew.</summary>
    protected static string Stamp { get; } = $"8 {StarterSet.Digest}"[..18];

    /// <summary>What ends a recursion after <c>@most</c> nodes, where the database does not do so by itself when enough rows were read.</summary>
    protected virtual string RecursionLimit => "";

    /// <summary>Whether it is in no file and no database, and gone with this.</summary>
    protected virtual bool IsInMemory => false;

    /// <summary>The connection.</summary>
    protected DbConnection Database => database;

    /// <summary>What stands before the names of tables.</summary>
    protected internal string Prefix => prefix;

    /// <summary>Takes in the leaves that it has not seen yet.</summary>
    /// <param name="store">The log.</param>
    /// <param name="progress">Is told how many leaves were taken in so far, or null.</param>
    /// <param name="cancellation">Stops; what was taken in stays.</param>
    public void CatchUp(LogStore store, IProgress<long>? progress, CancellationToken cancellation)
    {
        var next = Next();
        if (next >= store.Head.Size)
        {
            return;
        }

        var registry = Registry();
        var batch = new LineageBatch(store, registry, this);
        foreach (var bytes in store.Leaves(next))
        {
            cancellation.ThrowIfCancellationRequested();
            batch.Add(next++, bytes.Span);
            if (batch.Count >= BatchSize)
            {
                Write(batch, next);
                progress?.Report(next);
            }
        }

        Write(batch, next);
        _own = null;
    }

    /// <summary>The registry: the starter set and every entry in the log. It is kept until an entry is added.</summary>
    public RegistrySnapshot Registry()
    {
        if (IsInMemory)
        {
            return _own ??= ReadRegistry(); // all in memory have one address
        }

        var stamp = EntriesStamp();
        if (!_kept.TryGetValue(database.ConnectionString, out var kept) || kept.Stamp != stamp)
        {
            if (_kept.Count >= MaxKept)
            {
                _kept.Clear();
            }

            _kept[database.ConnectionString] = kept = (stamp, ReadRegistry());
        }

        return kept.Registry;
    }

    private string EntriesStamp()
    {
        using var command = Command($"SELECT count(*), coalesce(max(leaf), -1), (SELECT stamp FROM {prefix}lineage_state) FROM {prefix}lineage_entries");
        using var reader = command.ExecuteReader();
        reader.Read();
        return string.Create(CultureInfo.InvariantCulture, $"{reader.GetValue(0)} {reader.GetValue(1)} {reader.GetValue(2)}");
    }

    private RegistrySnapshot ReadRegistry()
    {
        using var command = Command($"SELECT leaf, time, digest, document FROM {prefix}lineage_entries ORDER BY leaf");
        using var reader = command.ExecuteReader();
        List<RegisteredEntry> entries = [.. StarterSet.Entries];
        while (reader.Read())
        {
            if (EntryReader.ReadJson((byte[])reader.GetValue(3)) is { } entry)
            {
                entries.Add(new RegisteredEntry(
                    entry,
                    Record.Entries.Digest.Parse(reader.GetString(2)),
                    reader.GetInt64(0),
                    DateTimeOffset.Parse(reader.GetString(1), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)));
            }
        }

        return RegistrySnapshot.Of(entries);
    }

    /// <summary>The node of a name; null where the index has none, or has not taken in such a leaf.</summary>
    public LineageNode? Find(string name)
    {
        if (name.StartsWith("leaf:", StringComparison.Ordinal) && long.TryParse(name.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var leaf))
        {
            return leaf < Next() ? new LineageNode(LineageNode.OfLeaf(leaf), name) : null;
        }

        using var command = Command($"SELECT id FROM {prefix}lineage_nodes WHERE name = @name", ("@name", name));
        return command.ExecuteScalar() is long id ? new LineageNode(id, name) : null;
    }

    /// <summary>The newest leaf of those that a name stands for, such as the labels of a run; null where there is none.</summary>
    public long? NewestHeld(string name)
    {
        using var command = Command(
            $"SELECT min(e.source) FROM {prefix}lineage_edges e JOIN {prefix}lineage_nodes n ON n.id = e.node WHERE n.name = @name AND e.kind = @kind",
            ("@name", name),
            ("@kind", (long)LineageStep.Holds));
        return command.ExecuteScalar() is long source ? LineageNode.Leaf(source) : null;
    }

    /// <summary>The names of nodes that begin with some text.</summary>
    public IReadOnlyList<LineageNode> Named(string beginning)
    {
        using var command = Command($"SELECT id, name FROM {prefix}lineage_nodes WHERE name LIKE @name ESCAPE "
            + $"'\\'", ("@name", beginning.Replace("_", "\\_", StringComparison.Ordinal) + "%"));
        using var reader = command.ExecuteReader();
        List<LineageNode> nodes = [];
        while (reader.Read())
        {
            nodes.Add(new LineageNode(reader.GetInt64(0), reader.GetString(1)));
        }

        return nodes;
    }

    /// <summary>Every step from a node up to what it came from, or down to what came from it; the nearest first, and at most so many.</summary>
    public LineageGraph Walk(IReadOnlyList<LineageNode> from, bool up, int most)
    {
        var (here, there) = up ? ("node", "source") : ("source", "node");
        var starts = string.Join(" UNION ", from.Select(n => FormattableString.Invariant($"SELECT CAST({n.Id} AS bigint)")));
        using var command = Command(
            $"""
            WITH RECURSIVE reached(id) AS ({starts} UNION SELECT e.{there} FROM reached JOIN {prefix}lineage_edges e ON e.{here} = reached.id {RecursionLimit})
            SELECT e.node, e.source, e.kind, e.declared FROM reached JOIN {prefix}lineage_edges e ON e.{here} = reached.id LIMIT @most
            """,
            ("@most", most + 1));
        List<LineageStep> steps = [];
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                steps.Add(new LineageStep(reader.GetInt64(0), reader.GetInt64(1), (short)reader.GetInt64(2), reader.GetInt64(3) != 0));
            }
        }

        HashSet<long> ids = [.. from.Select(n => n.Id), .. steps.SelectMany(s => (long[])[s.Node, s.Source])];
        var whole = steps.Count <= most && ids.Count <= most;
        if (steps.Count > most)
        {
            steps.RemoveAt(most);
        }

        return new LineageGraph([.. from.Select(n => n.Id)], steps, Names(ids), up, whole);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        database.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Fills new tables with the starter set.</summary>
    protected void Begin()
    {
        var batch = new LineageBatch(null, RegistrySnapshot.Of(StarterSet.Entries), this);
        foreach (var entry in StarterSet.Entries)
        {
            batch.AddSources(entry.Entry);
        }

        Write(batch, 0);
    }

    /// <summary>The numbers of names, which become nodes where they are none yet.</summary>
    public abstract IReadOnlyDictionary<string, long> Numbers(IReadOnlyCollection<string> names);

    /// <summary>Writes a batch and the next leaf to take in, all or nothing.</summary>
    protected abstract void Write(LineageBatch batch, long next);

    /// <summary>Takes back which models names in calls meant; what they mean now is written next.</summary>
    protected void Forget(IEnumerable<string> called)
    {
        foreach (var name in called)
        {
            using var command = Command(
                $"DELETE FROM {prefix}lineage_edges WHERE kind = @kind AND node = (SELECT id FROM {prefix}lineage_nodes WHERE name = @name)", (
                    "@kind", (long)LineageStep.Means), ("@name", name));
            command.ExecuteNonQuery();
        }
    }

    /// <summary>A command with parameters.</summary>
    protected internal DbCommand Command(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = database.CreateCommand();
#pragma warning disable CA2100 // Every statement is written here and in the two kinds of this class; what comes from outside goes in as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private long Next()
    {
        using var command = Command($"SELECT next FROM {prefix}lineage_state");
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private Dictionary<long, string> Names(HashSet<long> ids)
    {
        var names = ids.Where(i => i < 0).ToDictionary(i => i, i => FormattableString.Invariant($"leaf:{LineageNode.Leaf(i)}"));
        foreach (var chunk in ids.Where(i => i >= 0).Chunk(500))
        {
            using var command = Command($"SELECT id, name FROM {prefix}lineage_nodes WHERE id IN ({string.Join(',', chunk)})");
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                names[reader.GetInt64(0)] = reader.GetString(1);
            }
        }

        return names;
    }
}
