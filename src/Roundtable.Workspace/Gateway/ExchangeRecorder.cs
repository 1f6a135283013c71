using System.Globalization;
using System.Text;
using Roundtable.Record.Entries;
using Roundtable.Record.Secrets;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Telemetry;

namespace Roundtable.Workspace.Gateway;

/// <summary>Makes an exchange durable in the log.</summary>
/// <param name="calls">Where calls are found by their ids.</param>
/// <param name="time">The clock.</param>
public sealed class ExchangeRecorder(RecentCalls calls, TimeProvider time)
{
    private const int MaxName = 512;
    private const int Unauthorized = 401;
    private const string Redacted = "[secret]";

    /// <summary>Appends the exchange's leaf, and returns once it is durable.</summary>
    /// <param name="log">The log.</param>
    /// <param name="exchange">The exchange; its bodies are not appended to any more.</param>
    /// <param name="end">How it ended.</param>
    /// <exception cref="IOException">When it could not be made durable.</exception>
    public async Task<ExchangeResult> AppendAsync(RecordLog log, Exchange exchange, ExchangeEnd end)
    {
        var facts = Read(exchange, end);
        var result = new ExchangeResult(exchange.Request.Call, end, exchange.Status, facts.Served, facts.Usage, facts.CostUsd, null);
        var (leaf, contents) = Leaf(exchange, end, facts, log.Secrets);
        var receipt = await log.AppendDigestedAsync(leaf, contents, CancellationToken.None);
        calls.Recorded(exchange.Request.Call, receipt.Leaf);
        Measure(exchange, end, facts);
        return result with { Leaf = receipt.Leaf };
    }

    /// <summary>What came of an exchange that could not be recorded.</summary>
    public static ExchangeResult Unrecorded(Exchange exchange, ExchangeEnd end)
    {
        var facts = Read(exchange, end);
        return new ExchangeResult(exchange.Request.Call, end, exchange.Status, facts.Served, facts.Usage, facts.CostUsd, null);
    }

    private static AnswerFacts Read(Exchange exchange, ExchangeEnd end) =>
        exchange.Reader is not { } reader ? AnswerFacts.None
        : reader.Finish(exchange.Received.CanBeKept ? exchange.Received.ToMemory() : default, end != ExchangeEnd.Complete);

    private (Leaf Leaf, List<DigestedContent> Contents) Leaf(Exchange exchange, ExchangeEnd end, AnswerFacts facts, SecretGuard secrets)
    {
        var elapsed = (long)time.GetElapsedTime(exchange.Timestamp).TotalMilliseconds;
        var first = exchange.FirstByte is { } at ? (long?)time.GetElapsedTime(exchange.Timestamp, at).TotalMilliseconds : null;
        List<DigestedContent> contents = new(5);
        List<string> withheld = new(3);
        var document = DigestedContent.Searched(ExchangeDocument.Write(exchange, end, facts, first), secrets);
        if (document.Find(secrets) is not null || exchange.HoldsOwnKey(document.Bytes.Span))
        {
            // The one place where an upstream's words stand in it.
            (exchange.RequestHeaders, exchange.ResponseHeaders) = ([], []);
            document = DigestedContent.Searched(ExchangeDocument.Write(exchange, end, facts with { Problem = null }, first), secrets);
        }

        contents.Add(document);
        var upstream = exchange.Path.Upstream;
        var leaf = new Leaf
        {
            Kind = LeafKind.Exchange,
            Time = exchange.Began,
            Call = exchange.Request.Call,
            Producer = exchange.Request.Model is { } model
                ? new Producer(upstream.Name, Name(model)!, Name(facts.Served), upstream.Route, Name(facts.Upstream))
                : null,
            Terms = upstream.Terms,
            Document = document.Digest,
            Output = Text("output", facts.Text, exchange.Keep != KeepRule.Digests),
            Prompt = Body("prompt", exchange.Sent, keep: true),
            Raw = Body("raw", exchange.Received, exchange.Status != Unauthorized && !exchange.HoldsCompressed(secrets)), // a 401 may quote the key
            Reason = Text("reason", end == ExchangeEnd.Complete ? null : Reason(end, exchange), keep: true),
            Usage = facts.Usage,
            FinishReason = Name(facts.FinishReason),
            CostUsd = facts.CostUsd,
            DurationMs = elapsed,
            Refused = facts.IsRefused,
        };
        return (withheld.Count > 0 ? leaf with { Withheld = [.. withheld.Order(StringComparer.Ordinal)] } : leaf, contents);

        string? Name(string? name) => name is not null && Holds(Encoding.UTF8.GetBytes(name)) ? Redacted : Clean(name);

        bool Holds(ReadOnlySpan<byte> text) => secrets.Find(text) is not null || exchange.HoldsOwnKey(text);

        Digest? Text(string member, string? text, bool keep)
        {
            if (text is null)
            {
                return null;
            }

            return Keep(member, Encoding.UTF8.GetBytes(text), keep);
        }

        Digest? Body(string member, BodyCopy body, bool keep)
        {
            if (body.Length == 0)
            {
                return null;
            }

            if (keep && exchange.Keep == KeepRule.All && body.CanBeKept)
            {
                return Keep(member, body.ToMemory(), keep: true);
            }

            withheld.Add(member);
            return body.Digest();
        }

        Digest Keep(string member, ReadOnlyMemory<byte> bytes, bool keep)
        {
            var content = keep ? DigestedContent.Searched(bytes, secrets) : DigestedContent.Of(bytes);
            if (keep && content.Find(secrets) is null && !exchange.HoldsOwnKey(bytes.Span))
            {
                contents.Add(content);
            }
            else
            {
                withheld.Add(member);
            }

            return content.Digest;
        }
    }

    private static string Reason(ExchangeEnd end, Exchange exchange) => end switch
    {
        ExchangeEnd.CallerGone => "The caller closed the connection before the response was complete.",
        ExchangeEnd.UpstreamGone => "The upstream closed the connection before its response was complete.",
        ExchangeEnd.UpstreamUnreachable => "No connection to the upstream could be made.",
        ExchangeEnd.UpstreamSilent => "The upstream sent nothing for longer than the gateway waits.",
        ExchangeEnd.TooLarge => $"The {(exchange.Status is null ? "request" : "response")} was larger than the gateway accepts.",
        _ => "The gateway was stopped before the response was complete.",
    };

    /// <summary>A name out of a body as a leaf can hold it: short, and text in Unicode.</summary>
    private static string? Clean(string? name)
    {
        if (name is null)
        {
            return null;
        }

        var cut = name.Length > MaxName ? name[..MaxName] : name;
        return cut.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? string.Concat(cut.EnumerateRunes()) : cut;
    }

    private void Measure(Exchange exchange, ExchangeEnd end, AnswerFacts facts)
    {
        if (exchange.Path.Operation is GatewayOperation.Other or GatewayOperation.Models || exchange.Request.Model is not { } model)
        {
            return;
        }

        var error = end != ExchangeEnd.Complete ? Record.Wording.Kebab.Name(end)
            : exchange.Status >= 400 ? exchange.Status?.ToString(CultureInfo.InvariantCulture) : facts.Problem;
        SessionTelemetry.RecordCall(
            exchange.Path.Upstream.Name,
            model,
            time.GetElapsedTime(exchange.Timestamp),
            facts.Usage?.TotalInput,
            facts.Usage?.TotalOutput,
            error,
            GatewayTelemetry.Operation(exchange.Path.Operation));
    }
}
