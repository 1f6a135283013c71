using System.Text;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Deliberation.Recording;

/// <summary>
/// What a session already has on the record. A resumed session is run again from its plan; every call that the journal
/// knows is answered from it, so only the missing calls are made.
/// </summary>
public sealed class CallJournal
{
    private readonly Dictionary<RecordedCall, LoggedLeaf> _answers = [];
    private readonly Dictionary<string, (string Reason, CallFault Fault)> _failures = new(StringComparer.Ordinal);

    private readonly Dictionary<(string Name, Digest Call), LoggedLeaf> _tools = [];
    private readonly Dictionary<long, LoggedLeaf> _toolLeaves = [];

    /// <summary>Calls answered or failed before.</summary>
    public int Count => _answers.Count + _failures.Count;

    /// <summary>The index of the leaf with which the session was opened; null where there is none.</summary>
    public long? OpenedAt { get; private set; }

    /// <summary>Reads the log once and keeps what belongs to <paramref name="session"/>.</summary>
    public static async Task<CallJournal> LoadAsync(RecordLog log, string session, CancellationToken cancellation)
    {
        var journal = new CallJournal();
        await foreach (var logged in log.ReadAsync(0, cancellation))
        {
            var leaf = logged.Leaf;
            if (!string.Equals(leaf.Session, session, StringComparison.Ordinal))
            {
                continue;
            }

            if (leaf.Kind == LeafKind.SessionOpened)
            {
                journal.OpenedAt ??= logged.Index;
            }

            if (leaf.Call is not { } call)
            {
                continue;
            }

            if (leaf is { Kind: LeafKind.ModelOutput, Prompt: { } prompt, Settings: { } settings }
                && await log.ContentAsync(settings, cancellation) is { } said)
            {
                journal._answers[new RecordedCall(call, prompt, CallContents.Identity(said))] = logged;
            }
            else if (leaf is { Kind: LeafKind.ToolCall, Prompt: { } tool })
            {
                journal._tools[(call, tool)] = journal._toolLeaves[logged.Index] = logged;
            }
            else if (leaf is { Kind: LeafKind.CallFailed, Reason: { } reason }
                && await log.ContentAsync(reason, cancellation) is { } text)
            {
                var document = leaf.Document is { } digest ? await log.ContentAsync(digest, cancellation) : null;
                journal._failures[call] = (Encoding.UTF8.GetString(text), CallFault.Read(document ?? []));
            }
        }

        return journal;
    }

    /// <summary>The leaf that answered <paramref name="call"/> before, or null.</summary>
    internal LoggedLeaf? Answer(RecordedCall call) => _answers.GetValueOrDefault(call);

    /// <summary>The leaf of a tool's call of this name and with these arguments; null where it was not made.</summary>
    internal LoggedLeaf? Tool(string name, Digest call) => _tools.GetValueOrDefault((name, call));

    /// <summary>The calls of tools among some leaves, in their order.</summary>
    internal IEnumerable<LoggedLeaf> Tools(IEnumerable<long> leaves) => leaves.Select(l => _toolLeaves.GetValueOrDefault(l)).OfType<LoggedLeaf>();

    /// <summary>Whether a call of this name was answered or failed before.</summary>
    internal bool Knows(string name) => _failures.ContainsKey(name) || _answers.Keys.Any(c => c.Name == name);

    /// <summary>Why the call named <paramref name="name"/> failed before, and how; null where it did not.</summary>
    internal (string Reason, CallFault Fault)? Failure(string name) => _failures.TryGetValue(name, out var failure) ? failure : null;
}
