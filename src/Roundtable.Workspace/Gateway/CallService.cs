using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Deliberation.Panels;
using Roundtable.Record.Proofs;
using Roundtable.Workspace.Calls;
using Roundtable.Workspace.Logs;

namespace Roundtable.Workspace.Gateway;

/// <summary>Finds calls that went through the gateway.</summary>
/// <param name="workspace">The data directory and its log.</param>
/// <param name="shared">The log.</param>
/// <param name="recent">The calls of this process.</param>
public sealed class CallService(WorkspaceContext workspace, SharedLog shared, RecentCalls recent) : IDisposable
{
    private readonly SemaphoreSlim _indexing = new(1);

    /// <summary>Finds a call by its id.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>Null where there is no call of this id.</returns>
    /// <exception cref="IOException">When the log cannot be opened.</exception>
    public async Task<FoundCall?> FindAsync(string id, CancellationToken cancellation)
    {
        var isKnown = recent.TryFind(id, out var leaf);
        if (isKnown && leaf is null)
        {
            return new FoundCall(id, null, null);
        }

        await using var use = await shared.OpenAsync(cancellation);
        var store = use.Log.Store;
        leaf ??= await IndexAsync(i => i.Find(id), use, cancellation);
        if (leaf is not { } index)
        {
            return null;
        }

        var proof = OpenedProof.TryMake(store, index);
        return new FoundCall(id, ShownLeaf.Of(store, index), (proof as ProofOutcome.Made)?.Proof);
    }

    /// <summary>The calls of a model in figures.</summary>
    /// <param name="id">The model's identity (<see cref="ModelIdentity"/>).</param>
    /// <param name="caller">Only those of this caller; null for all.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="IOException">When the log cannot be opened.</exception>
    public async Task<CallFigures> FiguresAsync(string id, string? caller, CancellationToken cancellation)
    {
        await using var use = await shared.OpenAsync(cancellation);
        return await IndexAsync(i => i.Figures(caller, model => ModelIdentity.Of(model) == id), use, cancellation);
    }

    /// <summary>Lists calls, newest first where nothing else is wanted.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="skip">How many to leave out.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="IOException">When the log cannot be opened.</exception>
    public async Task<(IReadOnlyList<CallLine> Lines, int Total)> ListAsync(CallFilter filter, int skip, int limit, CancellationToken cancellation)
    {
        await using var use = await shared.OpenAsync(cancellation);
        return await IndexAsync(i => i.List(filter, skip, limit), use, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _indexing.Dispose();

    private async Task<T> IndexAsync<T>(Func<CallIndex, T> ask, SharedLog.Use use, CancellationToken cancellation)
    {
        await _indexing.WaitAsync(cancellation);
        try
        {
            return await Task.Run(
                () =>
                {
                    using var index = CallIndex.Open(workspace.DataDirectory);
                    index.CatchUp(use.Log.Store, cancellation);
                    return ask(index);
                },
                cancellation);
        }
        finally
        {
            _indexing.Release();
        }
    }
}

/// <summary>A call that was found.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Leaf">Its leaf; null while it is under way.</param>
/// <param name="Proof">The proof that the log holds it; null until a checkpoint covers it.</param>
public sealed record FoundCall(string Id, ShownLeaf? Leaf, LeafProof? Proof)
{
    /// <summary>The call's document; null where it was erased.</summary>
    public JsonNode? Document => Leaf?.Opened?.GetValueOrDefault("document")?.Content is { } content ? JsonNode.Parse(content) : null;

    /// <summary>Who asked; null where that was erased.</summary>
    public string? Caller => Document?["caller"]?.GetValue<string>();

    /// <summary>As JSON: leaf, what is known of the call, and the proof as a C2SP tlog-proof. Contents of the exchange are not in it.</summary>
    public JsonObject Json()
    {
        var json = new JsonObject { ["id"] = Id, ["status"] = Leaf is null ? "under-way" : Proof is null ? "recorded" : "proven" };
        if (Leaf is not { } leaf)
        {
            return json;
        }

        json["index"] = leaf.Index;
        json["hash"] = leaf.Hash.ToString();
        json["leaf"] = leaf.Entry;
        json["document"] = Document;
        if (leaf.Opened is { } opened)
        {
            json["openings"] = new JsonObject(opened.Select(o => KeyValuePair.Create(o.Key, (JsonNode?)new JsonObject
            {
                ["content"] = o.Value.Opening.Content.ToString(),
                ["salt"] = o.Value.Opening.Salt.ToString(),
                ["kept"] = o.Value.Opening.IsKept,
            })));
        }

        if (Proof is { } proof)
        {
            json["proof"] = Encoding.UTF8.GetString(proof.Proof.ToBytes());
        }

        return json;
    }
}
