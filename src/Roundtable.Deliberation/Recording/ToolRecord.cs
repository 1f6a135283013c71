using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Deliberation.Tools;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Deliberation.Recording;

/// <summary>Calls of tools on the record: each is a leaf of its own, which the answer that used it names among its inputs.</summary>
/// <param name="log">The log.</param>
/// <param name="session">Id of the session.</param>
/// <param name="time">The clock.</param>
internal sealed class ToolRecord(RecordLog log, string session, TimeProvider time)
{
    /// <summary>Appends a call's leaf.</summary>
    /// <param name="name">The name of the call: <c>r1.s3.k1.a0.t2</c> is the second tool that was called for r1.s3.k1.a0.</param>
    /// <param name="use">The call.</param>
    /// <param name="raw">What it returned, as it came.</param>
    /// <param name="by">Who called it: the connection for a provider's own tool, the server for one of this program's.</param>
    /// <param name="terms">The version of the terms of what it returned; null where nobody knows.</param>
    /// <param name="inputs">The leaves that it was called from.</param>
    /// <returns>The call with its receipt.</returns>
    public async Task<ToolUse> AppendAsync(string name, ToolUse use, byte[] raw, Producer by, string? terms, IReadOnlyList<long> inputs)
    {
        var (call, output, document) = (Call(use), Encoding.UTF8.GetBytes(use.Result), Document(use));
        var reason = use.Error is { } error ? Encoding.UTF8.GetBytes(error) : null;
        var leaf = new Leaf
        {
            Version = Leaf.VersionWithTools,
            Kind = LeafKind.ToolCall,
            Time = time.GetUtcNow(),
            Session = session,
            Call = name,
            Producer = by,
            Terms = terms,
            Inputs = inputs,
            Prompt = Digest.Of(call),
            Output = Digest.Of(output),
            Raw = Digest.Of(raw),
            Document = Digest.Of(document),
            Reason = reason is null ? null : Digest.Of(reason),
        };
        ReadOnlyMemory<byte>[] contents = reason is null ? [call, output, raw, document] : [call, output, raw, document, reason];
        return use with { Receipt = await log.AppendAsync(leaf, contents, CancellationToken.None) };
    }

    /// <summary>A call that is on the record; null where its contents were erased.</summary>
    public async Task<ToolUse?> RecallAsync(LoggedLeaf logged, CancellationToken cancellation)
    {
        if (logged.Leaf is not { Document: { } digest, Output: { } output } || await log.ContentAsync(digest, cancellation) is not { } document
            || await log.ContentAsync(output, cancellation) is not { } result || JsonNode.Parse(document) is not JsonObject json)
        {
            return null;
        }

        return new ToolUse((string)json["tool"]!, (string)json["arguments"]!)
        {
            Server = (string?)json["server"],
            Error = (string?)json["error"],
            Sources = (json["sources"] as JsonArray)?.Select(s => new Source((string)s!["url"]!, (string?)s["title"])).ToList(),
            Citations = (json["citations"] as JsonArray)?.Select(
                c => new Citation((string)c!["url"]!, (string?)c["title"], (string?)c["said"], (string?)c["quote"])).ToList(),
            Receipt = new Receipt(logged.Index, logged.Hash, output),
            Result = Encoding.UTF8.GetString(result),
        };
    }

    /// <summary>What identifies a call: which tool, and with which arguments.</summary>
    public static byte[] Call(ToolUse use) => CanonicalJson.Write(Members(("arguments", use.Arguments), ("server", use.Server), ("tool", use.Tool)));

    private static byte[] Document(ToolUse use)
    {
        var json = Members(("arguments", use.Arguments), ("error", use.Error), ("server", use.Server), ("tool", use.Tool));
        if (use.Citations is { } citations)
        {
            json["citations"] = new JsonArray(
                [.. citations.Select(c => (JsonNode)Members(("quote", c.Quote), ("said", c.Said), ("title", c.Title), ("url", c.Url)))]);
        }

        if (use.Sources is { } sources)
        {
            json["sources"] = new JsonArray([.. sources.Select(s => (JsonNode)Members(("title", s.Title), ("url", s.Url)))]);
        }

        return CanonicalJson.Write(json);
    }

    private static JsonObject Members(params (string Name, string? Value)[] members) =>
        new(members.Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Name, (JsonNode?)m.Value)));
}
