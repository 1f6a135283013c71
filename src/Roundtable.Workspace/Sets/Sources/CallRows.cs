using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Roundtable.Models.Protocols;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;
using Roundtable.Terms.Lineage;
using Roundtable.Workspace.Calls;
using Roundtable.Workspace.Gateway;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Sets.Rows;

namespace Roundtable.Workspace.Sets.Sources;

/// <summary>Rows of calls through the gateway: what was asked, with its tools and images, and what was answered. Answers that were cut are left out.</summary>
/// <param name="filter">
/// all; ids of calls, as the header <c>x-roundtable-call</c> gave them; or <c>model=</c>, <c>caller=</c>, <c>upstream=</c>, <c>since=</c>, with commas between
/// several.
/// </param>
internal sealed class CallRows(string filter) : SetSource
{
    private const int Page = 1000;

    /// <summary>The id of an answer of which nobody knows whose it is: nothing that rests on it is allowed.</summary>
    private const string Unrecorded = "an-answer-that-no-call-of-this-log-gave";

    private Dictionary<string, long>? _answers;

    /// <inheritdoc/>
    public override string Title => $"calls {filter}";

    /// <inheritdoc/>
    public override void Read(SetReading reading)
    {
        foreach (var index in Leaves(reading))
        {
            reading.Cancellation.ThrowIfCancellationRequested();
            var leaf = RecordLog.ReadLeaf(reading.Log, index, reading.Log.Leaves(index).First().Span);
            if (leaf is not { Kind: LeafKind.Exchange, Call: { } call })
            {
                reading.Skip("no-exchange");
                continue;
            }

            if (Content(reading.Log, leaf, out var problem) is not { } content)
            {
                reading.Skip(problem);
                continue;
            }

            var question = string.Join('\n', content.Prompt.Where(m => m.Role == SetRole.User).Select(m => m.Text));
            reading.Add(new SetRow($"call:{call}", question, content, [RecordedText.EdgeTo(index), .. Earlier(reading, content.Prompt)]));
        }
    }

    /// <summary>The leaves of the calls, ascending.</summary>
    private SortedSet<long> Leaves(SetReading reading)
    {
        var words = filter.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length > 0 && words.All(JudgeContent.IsCall))
        {
            return [.. words.Select(w => reading.Access.LeafOfCall(w)
                ?? throw new WorkspaceException(ErrorKind.NotFound, $"There is no call {w} in this log."))];
        }

        var wanted = Filter(words);
        using var index = CallIndex.OpenOrInMemory(reading.Workspace.DataDirectory);
        index.CatchUp(reading.Log, reading.Cancellation);
        SortedSet<long> leaves = [];
        for (var skip = 0; ; skip += Page)
        {
            var (lines, total) = index.List(wanted, skip, Page);
            leaves.UnionWith(lines.Where(l => l.Cut is null && l.Status is null or (>= 200 and < 300)).Select(l => l.Leaf));
            if (skip + Page >= total)
            {
                return leaves;
            }
        }
    }

    private static CallFilter Filter(string[] words)
    {
        var filter = new CallFilter();
        foreach (var word in words.Where(w => w != "all"))
        {
            filter = word.Split('=', 2) switch
            {
                ["model", var model] => filter with { Model = model },
                ["caller", var caller] => filter with { Caller = caller },
                ["upstream", var upstream] => filter with { Upstream = upstream },
                ["since", var since] when DateOnly.TryParseExact(since, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) =>
                    filter with { Since = day },
                _ => throw new WorkspaceException(
                    ErrorKind.InvalidInput,
                    $"'{Neutralise.Line(word)}' is neither a call's id nor one of all, model=NAME, caller=NAME, upstream=NAME, since=YYYY-MM-DD."),
            };
        }

        return filter;
    }

    /// <summary>
    /// The answers that stand in a prompt: each is a model's, and counts as a source. One that no call of this log answered is of nobody knows whom.
    /// </summary>
    private List<LineageEdge> Earlier(SetReading reading, IReadOnlyList<SetMessage> prompt)
    {
        List<LineageEdge> edges = [];
        foreach (var turn in prompt.Where(m => m.Role == SetRole.Assistant))
        {
            _answers ??= Answers(reading);
            var edge = _answers.TryGetValue(Key(turn), out var leaf)
                ? RecordedText.EdgeTo(leaf)
                : new LineageEdge(Terms.Registry.EdgeKind.MadeWith, Unrecorded, true);
            if (!edges.Contains(edge))
            {
                edges.Add(edge);
            }
        }

        return edges;
    }

    /// <summary>The leaf of the first call that gave each answer.</summary>
    private static Dictionary<string, long> Answers(SetReading reading)
    {
        Dictionary<string, long> answers = new(StringComparer.Ordinal);
        foreach (var index in new CallRows("all").Leaves(reading))
        {
            reading.Cancellation.ThrowIfCancellationRequested();
            if (Content(reading.Log, RecordLog.ReadLeaf(reading.Log, index, reading.Log.Leaves(index).First().Span), out _) is { } content)
            {
                answers.TryAdd(Key(content.Answer), index);
            }
        }

        return answers;
    }

    private static string Key(SetMessage answer) => string.Join('\u001F', answer.Calls.Select(c => $"{c.Id} {c.Name}").Prepend(answer.Text.Trim()));

    private static SetContent.Answered? Content(LogStore log, Leaf leaf, out string problem)
    {
        if (leaf.Prompt is not { } prompt || log.Content(prompt) is not { } asked || leaf.Raw is not { } raw || log.Content(raw) is not { } answered)
        {
            problem = "not-stored";
            return null;
        }

        var facts = Facts(leaf.Document is { } digest ? log.Content(digest) : null);
        if (facts.Protocol is not { } protocol || Decoded(answered, facts.Encoding) is not { } body
            || ProtocolReader.Read(protocol, body) is not ProtocolReading.Answered { Answer.Choices: [var choice, ..] } || choice.IsRefused
            || choice.FinishReason == FinishReasons.Length)
        {
            problem = "no-answer";
            return null;
        }

        if (ChatRequest.Read(asked, protocol) is not var (messages, tools))
        {
            problem = "unreadable-request";
            return null;
        }

        List<SetToolCall> calls =
        [
            .. choice.Parts.OfType<ContentPart.ToolCall>()
                .Select((c, i) => new SetToolCall(c.Id ?? string.Create(CultureInfo.InvariantCulture, $"call_{i}"), c.Name, c.Arguments)),
        ];
        problem = "broken-arguments";
        return calls.Exists(c => !JsonTexts.IsObject(c.Arguments)) ? null
            : new SetContent.Answered(
                messages,
                new SetMessage(SetRole.Assistant, choice.Text) { Thinking = choice.Reasoning is { Length: > 0 } thinking ? thinking : null, Calls = calls })
            {
                Tools = tools,
            };
    }

    private static (Protocol? Protocol, string? Encoding) Facts(byte[]? document)
    {
        try
        {
            var root = document is null ? default : JsonElement.Parse(document);
            if (root.ValueKind != JsonValueKind.Object)
            {
                return default;
            }

            var path = root.TryGetProperty("path"u8, out var told) ? told.GetString() ?? "" : "";
            return (ChatRequest.ProtocolOf(path), root.TryGetProperty("response"u8, out var response) && response.TryGetProperty("headers"u8, out var headers)
                && headers.TryGetProperty("content-encoding"u8, out var encoding) ? encoding.GetString() : null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return default;
        }
    }

    private static byte[]? Decoded(byte[] body, string? encoding)
    {
        using var decoder = BodyDecoder.For(encoding);
        if (decoder is null or { IsPlain: true })
        {
            return decoder is null ? null : body;
        }

        var output = new ArrayBufferWriter<byte>(body.Length * 4);
        return decoder.TryPush(body, output) ? output.WrittenSpan.ToArray() : null;
    }
}
